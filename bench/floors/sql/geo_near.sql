-- The R*Tree finds the places in the box, the haversine formula checks them; a sphere of 6,371 km.
SELECT concat('{"data":{"queryPlace":[', (
  SELECT group_concat(j, ',') FROM (
    SELECT concat(
      '{"id":', printf('"0x%x"', p.uid), ',"name":', json_quote(p.name_19),
      ',"at":{"latitude":', p.at_20 -> '$.coordinates[1]', ',"longitude":', p.at_20 -> '$.coordinates[0]', '}}'
    ) AS j
    FROM floor_places AS r CROSS JOIN place_7 AS p ON p.uid = r.uid
    WHERE r.west <= :east AND r.east >= :west AND r.south <= :north AND r.north >= :south AND p.is_7 = 1
      AND 12742000 * asin(sqrt(
        pow(sin(radians(r.latitude - :latitude) / 2), 2)
        + cos(radians(r.latitude)) * cos(radians(:latitude)) * pow(sin(radians(r.longitude - :longitude) / 2), 2)
      )) <= :distance
    ORDER BY r.uid LIMIT 20
  )
), ']}}');
