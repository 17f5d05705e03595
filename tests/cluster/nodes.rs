//! The nodes of the cluster, and what is in it.

use crate::rest::{ask, cluster, first_port};
use serde_json::{Value, json};
use std::process::Command;
use std::time::{Duration, Instant};

/// Nodes that `./check` starts.
pub(crate) const NODES: u16 = 3;

/// Runs `cluster COMMAND NODE`; `OSC_DIR` says which cluster.
pub(crate) fn script(command: &str, node: u16) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cluster/cluster");
    let out = Command::new(path).args([command, &node.to_string()]).output().unwrap();
    assert!(out.status.success(), "{command} {node}: {}", String::from_utf8_lossy(&out.stderr));
}

/// The address of an index by all nodes.
pub(crate) fn address(name: &str) -> String {
    let port = first_port();
    let hosts: Vec<String> = (0..NODES).map(|k| format!("127.0.0.1:{}", port + k)).collect();
    format!("http://{}/{name}", hosts.join(","))
}

/// What any node that lives answers.
pub(crate) fn any(method: &str, path: &str, body: Option<&Value>) -> Value {
    let port = first_port();
    let began = Instant::now();
    loop {
        for k in 0..NODES {
            let (status, answer) =
                ask(method, &format!("http://127.0.0.1:{}{path}", port + k), body);
            if (200..300).contains(&status) {
                return answer;
            }
        }
        assert!(began.elapsed() < Duration::from_secs(60), "{method} {path} has no good answer");
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// Articles of an index, those just written too; none where there is no index yet.
pub(crate) fn count(name: &str) -> u64 {
    let (status, _) = ask("HEAD", &format!("{}/{name}", cluster()), None);
    if status == 404 {
        return 0;
    }
    any("POST", &format!("/{name}/_refresh"), None);
    any("GET", &format!("/{name}/_count"), None)["count"].as_u64().unwrap()
}

/// How many different ids an index has, and how many articles: the same, if none is there twice.
pub(crate) fn ids(name: &str) -> (u64, u64) {
    any("POST", &format!("/{name}/_refresh"), None);
    let body = json!({
        "size": 0, "track_total_hits": true,
        "aggs": {"ids": {"cardinality": {"field": "id", "precision_threshold": 40_000}}},
    });
    let answer = any("POST", &format!("/{name}/_search"), Some(&body));
    let ids = answer["aggregations"]["ids"]["value"].as_u64().unwrap();
    (ids, answer["hits"]["total"]["value"].as_u64().unwrap())
}

/// The number of the node that the cluster has elected.
pub(crate) fn manager() -> u16 {
    number(&any("GET", "/_cat/cluster_manager?format=json", None)[0]["node"])
}

/// The number of the node that takes the writes of an index.
pub(crate) fn primary(name: &str) -> u16 {
    let shards = any("GET", &format!("/_cat/shards/{name}-000001?format=json"), None);
    let shards = shards.as_array().unwrap();
    number(&shards.iter().find(|shard| shard["prirep"] == "p").unwrap()["node"])
}

fn number(node: &Value) -> u16 {
    node.as_str().unwrap().strip_prefix("node-").unwrap().parse().unwrap()
}

/// Waits until all nodes are there and every shard is where it should be.
pub(crate) fn wait_for_green() {
    let path = format!("/_cluster/health?wait_for_nodes={NODES}&wait_for_status=green&timeout=30s");
    let began = Instant::now();
    loop {
        let health = any("GET", "/_cluster/health", None);
        if health["status"] == "green" && health["number_of_nodes"] == NODES {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(120), "{health}");
        let _ = ask("GET", &format!("{}{path}", cluster()), None);
    }
}

/// Starts a node again when dropped, so that a failed test leaves a whole cluster.
pub(crate) struct Down(pub(crate) u16);

impl Down {
    /// Ends a node at once.
    pub(crate) fn kill(node: u16) -> Self {
        script("kill-node", node);
        Self(node)
    }

    /// Ends a node in its own time.
    pub(crate) fn stop(node: u16) -> Self {
        script("stop-node", node);
        Self(node)
    }
}

impl Drop for Down {
    fn drop(&mut self) {
        script("start-node", self.0);
    }
}
