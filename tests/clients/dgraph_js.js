// What users of the npm package dgraph-js do over gRPC, against the server named by the first argument.
// Prints one JSON object with what came of it; test_dgraph_js.py says what that must be.
const dgraph = require("dgraph-js");
const grpc = require("@grpc/grpc-js");

const ALL = "{ q(func: has(name)) { name balance } }";

async function main() {
  const told = {};
  const stub = new dgraph.DgraphClientStub(process.argv[2], grpc.credentials.createInsecure());
  const client = new dgraph.DgraphClient(stub);
  const operation = new dgraph.Operation();
  operation.setSchema("name: string @index(exact) .\nbalance: int .");
  await client.alter(operation);

  const mutation = (fill) => {
    const made = new dgraph.Mutation();
    fill(made);
    return made;
  };
  const first = mutation((m) => {
    m.setSetJson({ uid: "_:a", name: "Ann", balance: 1 });
    m.setCommitNow(true);
  });
  const made = await client.newTxn().mutate(first);
  const ann = made.getUidsMap().get("a");

  const query = "query q($name: string) { q(func: eq(name, $name)) { uid balance } }";
  const found = await client.newTxn({ readOnly: true }).queryWithVars(query, { $name: "Ann" });
  told.found = found.getJson().q[0].uid === ann;
  told.times = found.getLatency().getTotalNs() > 0 && found.getTxn().getStartTs() > 0;

  const [winner, loser] = [client.newTxn(), client.newTxn()];
  for (const [txn, balance] of [[winner, 10], [loser, 20]]) {
    await txn.query(ALL);
    await txn.mutate(mutation((m) => m.setSetJson({ uid: ann, balance })));
  }
  await winner.commit();
  told.loser = await loser.commit().then(() => "committed", (error) => error === dgraph.ERR_ABORTED);

  const request = new dgraph.Request();
  request.setQuery('query { q(func: eq(name, "Ann")) { v as uid } }');
  request.setMutationsList([mutation((m) => m.setSetNquads('uid(v) <balance> "99" .'))]);
  request.setCommitNow(true);
  await client.newTxn().doRequest(request);
  told.all = (await client.newTxn().query(ALL)).getJson().q;

  told.syntax = await client.newTxn().query("{ q(func: ").then(() => "none", (error) => error.details);
  stub.close();
  console.log(JSON.stringify(told));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
