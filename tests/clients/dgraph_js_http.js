// What users of the npm package dgraph-js-http do, against the server named by the first argument.
// Prints one JSON object with what came of it; test_dgraph_js_http.py says what that must be.
const dgraph = require("dgraph-js-http");

const ALL = "{ q(func: has(name), orderasc: name) { name balance } }";

async function failure(work) {
  try {
    await work();
    return "none";
  } catch (error) {
    if (error === dgraph.ERR_ABORTED) return "ERR_ABORTED";
    if (error === dgraph.ERR_FINISHED) return "ERR_FINISHED";
    return `${error.name}: ${error.errors ? error.errors[0].message : error.message || error}`;
  }
}

async function main() {
  const told = {};
  const stub = new dgraph.DgraphClientStub(process.argv[2]);
  const client = new dgraph.DgraphClient(stub);
  const rows = async (query = ALL) => (await client.newTxn({ readOnly: true }).query(query)).data.q;
  told.version = await stub.detectApiVersion();

  told.alter = await client.alter({ schema: "name: string @index(exact) @upsert .\nbalance: int ." });

  const first = client.newTxn();
  const made = await first.mutate({ setJson: { uid: "_:a", name: "Ann", balance: 1 }, commitNow: true });
  const ann = made.data.uids.a;
  told.made = { data: Object.keys(made.data).sort(), latency: made.extensions.server_latency.total_ns > 0 };
  told.finished = await failure(() => first.commit());

  const query = "query q($name: string) { q(func: eq(name, $name)) { balance } }";
  client.setQueryTimeout(20);
  told.variables = (await client.newTxn().queryWithVars(query, { $name: "Ann" })).data.q;
  told.bestEffort = (await client.newTxn({ readOnly: true, bestEffort: true }).query(ALL)).data.q;
  told.debug = "uid" in (await client.newTxn().query(ALL, { debug: true })).data.q[0];

  const txn = client.newTxn();
  await txn.query(ALL);
  await txn.mutate({ setNquads: `<${ann}> <balance> "2" .` });
  await txn.mutate({ setNquads: '_:b <name> "Bob" .' });
  told.inside = (await txn.query(ALL)).data.q;
  told.outside = await rows();
  await txn.commit();
  told.committed = await rows();

  const [winner, loser] = [client.newTxn(), client.newTxn()];
  for (const [each, balance] of [[winner, 10], [loser, 20]]) {
    await each.query(ALL);
    await each.mutate({ setJson: { uid: ann, balance } });
  }
  await winner.commit();
  told.loser = await failure(() => loser.commit());

  const discarded = client.newTxn();
  await discarded.mutate({ setNquads: '_:c <name> "Cid" .' });
  await discarded.discard();
  told.discarded = await rows();

  const upsert = 'upsert { query { q(func: eq(name, "Ann")) { v as uid } } mutation { set { uid(v) <balance> "7" . } } }';
  await client.newTxn().mutate({ mutation: upsert, commitNow: true });
  await client.newTxn().mutate({ deleteNquads: '<' + ann + '> <name> * .', setNquads: '_:d <name> "Dan" .', commitNow: true });
  await client.newTxn().mutate({ mutation: JSON.stringify({ set: { name: "Eve" } }), commitNow: true });
  told.changed = await rows();

  told.syntax = await failure(() => client.newTxn().query("{ q(func: has(name) { name } }"));
  told.wrongMutation = await failure(() => client.newTxn().mutate({ setNquads: "<0x1> <name>", commitNow: true }));
  told.wrongSchema = await failure(() => client.alter({ schema: "name: strin ." }));

  told.health = (await client.getHealth(true))[0].status;
  told.state = Object.keys((await client.getState()).groups);
  told.keywords = (await client.fetchUiKeywords()).keywords.map((keyword) => keyword.name).includes("@filter");

  await client.alter({ dropAttr: "balance" });
  told.dropped = await rows();
  await client.alter({ dropAll: true });
  told.empty = await rows("{ q(func: has(name)) { name } }");
  console.log(JSON.stringify(told));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
