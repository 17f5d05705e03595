//! What is wrong with an address, an access or an index is told in one line, soon, with status 2.

use crate::nodes::{address, any};
use crate::program::{Place, Ran};
use crate::rest::{ask, cluster, first_port, remove};
use crate::server::{Reply, Server, say};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Five seconds are promised, on a machine that has nothing else to do.
const SOON: Duration = Duration::from_secs(8);

/// Runs a command at an address, with variables; it must fail soon, in one line that says this.
#[track_caller]
fn refused_as(command: &[&str], address: &str, variables: &[(&str, &str)], says: &[&str]) {
    let place = Place::new();
    place.write("a.jsonl", crate::feed::article(1));
    let began = Instant::now();
    let line = command.iter().copied().chain(["--index", address]);
    let ran = Ran::from(place.command(line).envs(variables.iter().copied()).output().unwrap());
    let took = began.elapsed();
    let ran = ran.status(2).says(says);
    assert_eq!(ran.err.trim_end().lines().count(), 1, "{}", ran.err);
    assert!(took < SOON, "after {took:?}: {}", ran.err);
    assert!(!ran.err.contains("hush") && !ran.out.contains("hush"), "{}", ran.err);
    assert_eq!(ran.out, "");
}

/// The same for whoever searches and whoever indexes.
#[track_caller]
fn refused(address: &str, says: &[&str]) {
    for command in [&["search", "ferry"][..], &["index", "a.jsonl"], &["stats"]] {
        refused_as(command, address, &[], says);
    }
}

/// Something that answers everything with this.
fn always(status: u16, body: &'static str) -> (Server, String) {
    let server = Server::start(move |_, _| say(status, body));
    let address = format!("http://{}/news", server.address());
    (server, address)
}

#[test]
fn a_wrong_address() {
    let port = Server::nobody().port();
    refused(&format!("http://127.0.0.1:{port}/news"), &["could not be reached", "refused"]);
    refused("http://no-such-host.invalid:9200/news", &["no-such-host.invalid"]);
    refused(
        "http://127.0.0.1:9200",
        &["the name of the index is missing", "https://HOST:9200/NAME"],
    );
    refused("http://127.0.0.1:9200/News", &["`News` has capitals"]);
    refused("http://127.0.0.1:9200/ne*ws", &["'*'"]);
    refused("http://127.0.0.1:0/news", &["a port is no number"]);
    refused("https://kim:hush@127.0.0.1:9200/news", &["DATELINE_CLUSTER_PASSWORD"]);
}

#[test]
fn a_host_that_is_silent() {
    let server = Server::start(|_, _| Reply::Hang(Duration::from_secs(30)));
    refused(&format!("http://{}/news", server.address()), &["could not be reached"]);
}

#[test]
fn the_wrong_scheme() {
    let (server, _) = always(200, "{}");
    refused(
        &format!("https://{}/news", server.address()),
        &["speaks http, not https", "write http://"],
    );
    let pair = rcgen::generate_simple_self_signed(vec!["127.0.0.1".to_owned()]).unwrap();
    let key = rustls::pki_types::PrivateKeyDer::Pkcs8(pair.signing_key.serialize_der().into());
    let config = rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![pair.cert.der().clone()], key)
        .unwrap();
    let server = Server::start_tls(config, |_, _| say(200, "{}"));
    refused(
        &format!("http://{}/news", server.address()),
        &["speaks https, not http", "write https://"],
    );
    // and what nobody whom we know has signed
    refused(&format!("https://{}/news", server.address()), &["DATELINE_CLUSTER_CA"]);
}

#[test]
fn no_access() {
    let (_server, address) = always(401, "Unauthorized");
    let password = [("DATELINE_CLUSTER_USER", "kim"), ("DATELINE_CLUSTER_PASSWORD", "hush")];
    let says = ["refuses access (status 401)", "DATELINE_CLUSTER_PASSWORD"];
    refused_as(&["search", "ferry"], &address, &password, &says);
    refused_as(&["index", "a.jsonl"], &address, &[("DATELINE_CLUSTER_TOKEN", "hush")], &says);
    refused_as(&["stats"], &address, &[], &says);
    let body = r#"{"error":{"root_cause":[{"type":"security_exception","reason":"no permissions for [cluster:monitor/main] and User [name=kim]"}],"type":"security_exception","reason":"no permissions"},"status":403}"#;
    let (_server, address) = always(403, body);
    refused_as(&["search", "ferry"], &address, &password, &["status 403", "no permissions for"]);
    let half = [("DATELINE_CLUSTER_USER", "kim")];
    refused_as(&["search", "ferry"], &address, &half, &["DATELINE_CLUSTER_PASSWORD"]);
}

#[test]
fn another_server() {
    let (_server, old) =
        always(200, r#"{"version":{"distribution":"opensearch","number":"1.3.20"}}"#);
    refused(&old, &["OpenSearch 1.3.20", "needs 2."]);
    let (_server, other) =
        always(200, r#"{"version":{"number":"8.15.0"},"tagline":"You Know, for Search"}"#);
    refused(&other, &["no OpenSearch cluster", "Elasticsearch 8.15.0"]);
    let (_server, page) = always(200, "<!DOCTYPE html><html><body>It works!</body></html>");
    refused(&page, &["no OpenSearch cluster", "check the address"]);
    let (_server, gone) = always(404, "<html>Not found</html>");
    refused(&gone, &["no OpenSearch cluster", "404"]);
    let (_server, empty) = always(200, "{}");
    refused(&empty, &["no OpenSearch cluster"]);
}

#[test]
#[ignore = "needs a cluster that may be harmed: run ./check, or see tests/cluster/README.md"]
fn an_index_that_is_not_there_or_not_ours() {
    let missing = address("wrong-missing");
    for command in [&["search", "ferry"][..], &["stats"], &["check"], &["show", "x"], &["timeline"]]
    {
        refused_as(command, &missing, &[], &["no index at", "dateline index PATH --index"]);
    }
    let https = format!("https://127.0.0.1:{}/news", first_port());
    refused(&https, &["speaks http, not https"]);

    for name in ["wrong-foreign", "wrong-format"] {
        let _ = ask("DELETE", &format!("{}/{name}", cluster()), None);
    }
    let foreign = json!({"mappings": {"properties": {"body": {"type": "text"}}}});
    any("PUT", "/wrong-foreign", Some(&foreign));
    refused(&address("wrong-foreign"), &["no dateline index", "wrong-foreign", "--index"]);
    any("PUT", "/wrong-format", Some(&json!({"mappings": {"_meta": {"dateline": {"format": 1}}}})));
    refused(&address("wrong-format"), &["wrong-format", "format 1"]);
    // nothing was written into either
    for name in ["wrong-foreign", "wrong-format"] {
        let count: Value = any("GET", &format!("/{name}/_count"), None);
        assert_eq!(count["count"], 0);
        any("DELETE", &format!("/{name}"), None);
    }
    remove("wrong-missing");
}
