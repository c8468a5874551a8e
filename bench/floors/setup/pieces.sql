-- What somebody who writes SQL by hand would build for these searches.
CREATE VIRTUAL TABLE floor_notes USING fts5(text, content='', tokenize='trigram case_sensitive 1');
INSERT INTO floor_notes (rowid, text) SELECT uid, text_18 FROM note_6;
CREATE VIRTUAL TABLE floor_places USING rtree(uid, west, east, south, north, +longitude REAL, +latitude REAL);
INSERT INTO floor_places (uid, west, east, south, north, longitude, latitude)
SELECT
  uid, at_20 ->> '$.coordinates[0]', at_20 ->> '$.coordinates[0]', at_20 ->> '$.coordinates[1]',
  at_20 ->> '$.coordinates[1]', at_20 ->> '$.coordinates[0]', at_20 ->> '$.coordinates[1]'
FROM place_7;
