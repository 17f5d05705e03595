//! What these tests ask of a cluster themselves.

#![allow(unreachable_pub, dead_code, reason = "each test binary uses a part of it")]

use serde_json::Value;
use std::time::Duration;

/// Where the cluster is, `http://127.0.0.1:PORT`; `./check` starts one and says so.
pub fn cluster() -> String {
    std::env::var("DATELINE_TEST_CLUSTER")
        .expect("DATELINE_TEST_CLUSTER=http://127.0.0.1:PORT; see tests/cluster/README.md")
}

/// The port of the cluster's first node; the others follow it.
pub fn first_port() -> u16 {
    cluster().rsplit(':').next().unwrap().parse().unwrap()
}

/// Asks a cluster once: the status, and what it answers. No answer is status 0.
pub fn ask(method: &str, url: &str, body: Option<&Value>) -> (u16, Value) {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(60)))
        .proxy(None)
        .build();
    let agent: ureq::Agent = config.into();
    let request = ureq::http::Request::builder()
        .method(method)
        .uri(url)
        .header("content-type", "application/json");
    let body = body.map_or(String::new(), Value::to_string);
    let request = request.body(body).unwrap();
    match agent.run(request) {
        Ok(mut answer) => {
            let text = answer.body_mut().read_to_string().unwrap_or_default();
            (answer.status().as_u16(), serde_json::from_str(&text).unwrap_or(Value::Null))
        }
        Err(_) => (0, Value::Null),
    }
}

/// Removes an index and its ledger, whether or not they are there.
pub fn remove(name: &str) {
    let root = cluster();
    // by their names: a cluster may refuse to remove by a pattern
    for index in [format!("{name}-000001"), format!("{name}-ledger")] {
        let (status, answer) = ask("DELETE", &format!("{root}/{index}"), None);
        assert!([200, 404].contains(&status), "{index}: {status} {answer}");
    }
}
