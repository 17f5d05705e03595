//! What is held of the client:
//!
//! 1. A host that is dead, cuts an answer off or is overloaded is passed over, and the one that
//!    answered last is asked first.
//! 2. Patience ends: before the first answer within five seconds, whatever is wrong.
//! 3. A wrong password, name, scheme or certificate is said at once, each in its own words.
//! 4. No secret is printed, and none is sent on.
//! 5. Threads share connections.

use super::access::{PASSWORD, TOKEN, USER};
use super::client::{Answer, Body, Client, Method};
use super::server::{Reply, Seen, Server, say};
use super::{Access, ClusterAddress, ClusterError, Patience};
use std::fmt::Display;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

const SHORT: Patience =
    Patience { first: Duration::from_millis(300), later: Duration::from_millis(600) };

fn ok(_: usize, _: &Seen) -> Reply {
    say(200, r#"{"took": 1}"#)
}

fn client(hosts: &[impl Display], patience: Patience) -> Client {
    let hosts: Vec<String> = hosts.iter().map(ToString::to_string).collect();
    let address = ClusterAddress::parse(&format!("http://{}/news", hosts.join(","))).unwrap();
    Client::new(&address, &Access::default(), patience).unwrap()
}

fn get(client: &Client) -> Result<Answer, ClusterError> {
    client.send(Method::Get, "/", Body::None)
}

fn alone(answer: impl Fn(usize, &Seen) -> Reply + Send + Sync + 'static) -> (Server, Client) {
    let server = Server::start(answer);
    let client = client(&[server.address()], SHORT);
    (server, client)
}

#[test]
fn a_dead_host_is_passed_over_and_then_left_alone() {
    let (first, second) = (Server::start(ok), Server::start(ok));
    let dead = Server::nobody();
    let client = client(&[dead, first.address(), second.address()], Patience::SEARCHING);
    for _ in 0..5 {
        assert!(get(&client).unwrap().is_ok());
    }
    assert_eq!((first.seen().len(), second.seen().len()), (5, 0));
    drop((first, second));
}

#[test]
fn what_was_overloaded_is_asked_again() {
    let (server, client) = alone(|number, _| match number {
        0 => say(200, "{}"),
        1 => say(503, "no manager"),
        2 => say(502, ""),
        3 => say(504, ""),
        _ => say(200, r#"{"took": 7}"#),
    });
    get(&client).unwrap();
    let answer: serde_json::Value = get(&client).unwrap().json().unwrap();
    assert_eq!(answer["took"], 7);
    assert_eq!(server.seen().len(), 5);
}

#[test]
fn retry_after_is_honoured() {
    let server = Server::start(|number, _| match number {
        0 => Reply::Say(429, "Retry-After: 1\r\n", b"{}".to_vec()),
        _ => say(200, "{}"),
    });
    let client = client(&[server.address()], Patience::SEARCHING);
    let begun = Instant::now();
    get(&client).unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(1), "{:?}", begun.elapsed());
    assert_eq!(server.seen().len(), 2);
}

#[test]
fn a_pause_beyond_all_patience_is_not_waited_for() {
    let (_server, client) = alone(|_, _| Reply::Say(429, "Retry-After: 100\r\n", Vec::new()));
    let begun = Instant::now();
    let error = get(&client).err().unwrap();
    assert!(matches!(error, ClusterError::Unreachable { .. }), "{error}");
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn what_was_cut_off_is_asked_again() {
    let server = Server::start(|number, _| {
        match number {
        0 => Reply::Cut(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"took".to_vec()),
        1 => Reply::Cut(
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n{\"took\r\n".to_vec(),
        ),
        2 => Reply::Cut(b"HTTP/1.1 200".to_vec()),
        3 => Reply::Cut(Vec::new()),
        4 => Reply::Cut(
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00"
                .to_vec(),
        ),
        _ => say(200, "whole"),
    }
    });
    let client = client(&[server.address()], Patience::SEARCHING);
    assert_eq!(get(&client).unwrap().body, b"whole");
    assert_eq!(server.seen().iter().filter(|seen| seen.line.starts_with("GET")).count(), 6);
}

#[test]
fn patience_ends() {
    let dead = Server::nobody();
    let began = Instant::now();
    let error = get(&client(&[dead], SHORT)).err().unwrap();
    let took = began.elapsed();
    assert!(took >= SHORT.first && took < Duration::from_secs(3), "{took:?}");
    let told = error.to_string();
    assert!(told.contains(&format!("connection refused by {dead}")), "{told}");
    assert!(told.contains(&format!("`http://{dead}/news`")), "{told}");
}

#[test]
fn patience_is_longer_once_somebody_answered() {
    let (_server, client) = alone(|number, _| match number {
        0 => say(200, "{}"),
        _ => say(503, r#"{"error": {"type": "x", "reason": "no leader"}, "status": 503}"#),
    });
    get(&client).unwrap();
    let began = Instant::now();
    match get(&client) {
        Err(ClusterError::Unreachable { why, waited, .. }) => {
            assert!(waited >= SHORT.later && began.elapsed() >= waited);
            assert!(why.ends_with("answers 503: no leader"), "{why}");
        }
        other => panic!("{:?}", other.map(|answer| answer.status)),
    }
}

#[test]
fn the_first_contact_ends_within_five_seconds() {
    let silent = Server::start(|_, _| Reply::Hang(Duration::from_secs(30)));
    let busy = Server::start(|_, _| say(503, ""));
    let hosts = [
        Server::nobody().to_string(),
        silent.address().to_string(),
        busy.address().to_string(),
        // kept for documentation (RFC 5737): nobody is there
        "192.0.2.1:9200".to_owned(),
    ];
    std::thread::scope(|scope| {
        for host in &hosts {
            scope.spawn(move || {
                let client = client(&[host], Patience::INDEXING);
                let began = Instant::now();
                let error = get(&client).err().unwrap();
                let took = began.elapsed();
                assert!(took < Duration::from_secs(5), "{host}: {took:?}");
                let told = error.to_string();
                assert!(told.contains(host.as_str()) && !told.contains('\n'), "{told}");
            });
        }
    });
}

#[test]
fn an_answer_is_an_answer_whatever_it_says() {
    for status in [200, 201, 400, 404, 405, 409, 413, 500] {
        let (server, client) = alone(move |_, _| say(status, "{}"));
        let answer = get(&client).unwrap();
        assert_eq!((answer.status, answer.is_ok()), (status, status < 300));
        assert_eq!(server.seen().len(), 1, "{status}");
    }
}

#[test]
fn who_is_not_let_in_does_not_knock_again() {
    for status in [401, 403] {
        let (server, client) = alone(move |_, _| say(status, r#"{"error": "no permissions"}"#));
        let error = get(&client).err().unwrap();
        let told = error.to_string();
        assert!(matches!(error, ClusterError::Refused { .. }), "{told}");
        assert!(told.contains(USER) && told.contains(TOKEN) && told.contains("no permissions"));
        assert_eq!(server.seen().len(), 1);
    }
}

#[test]
fn a_block_is_no_matter_of_passwords() {
    let (_server, client) = alone(|_, _| {
        say(403, r#"{"error": {"type": "cluster_block_exception", "reason": "index read-only"}}"#)
    });
    assert_eq!(get(&client).unwrap().status, 403);
}

#[test]
fn the_cluster_is_quoted() {
    let answer = |body: &str| Answer { status: 400, body: body.as_bytes().to_vec() };
    let told = |body: &str| answer(body).refused("the search").to_string();
    insta::assert_snapshot!(
        told(r#"{"error": {"root_cause": [{"type": "parse", "reason": "no\nfield"}],
            "type": "phase", "reason": "all shards failed"}, "status": 400}"#),
        @"the cluster refused the search: no field (parse)"
    );
    insta::assert_snapshot!(
        told(r#"{"error": {"root_cause": [], "type": "phase", "reason": "failed"}}"#),
        @"the cluster refused the search: failed (phase)"
    );
    insta::assert_snapshot!(
        told(r#"{"error": "no handler found", "status": 400}"#),
        @"the cluster refused the search: no handler found (status 400)"
    );
    insta::assert_snapshot!(
        told("<html>too\tlarge</html>"),
        @"the cluster refused the search: <html>too large</html> (status 400)"
    );
    // as to a HEAD
    insta::assert_snapshot!(
        told(""),
        @"the cluster refused the search: it gave no reason (status 400)"
    );
    let unreadable = answer("<html>").json::<u32>().err().unwrap();
    insta::assert_snapshot!(
        unreadable,
        @"an answer of the cluster can't be read (expected value at line 1 column 1); it begins `<html>`"
    );
}

#[test]
fn bodies_go_with_every_method() {
    let (server, client) = alone(ok);
    client.send(Method::Post, "/_bulk", Body::Lines(b"{}\n")).unwrap();
    client.send(Method::Delete, "/_search/point_in_time", Body::Json(b"{\"pit_id\": []}")).unwrap();
    client.send(Method::Put, "/news", Body::None).unwrap();
    client.send(Method::Get, "/_search", Body::Json(b"{}")).unwrap();
    let seen: Vec<String> = server
        .seen()
        .iter()
        .map(|seen| {
            let kind = seen.header("content-type").unwrap_or("-");
            format!("{} {kind} {}", seen.line, String::from_utf8_lossy(&seen.body).trim())
        })
        .collect();
    insta::assert_snapshot!(seen.join("\n"), @r#"
    POST /_bulk HTTP/1.1 application/x-ndjson {}
    DELETE /_search/point_in_time HTTP/1.1 application/json {"pit_id": []}
    PUT /news HTTP/1.1 - 
    GET /_search HTTP/1.1 application/json {}
    "#);
}

#[test]
fn answers_may_be_packed_and_large() {
    let text = "news ".repeat(5 << 20);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let (server, client) =
        alone(move |_, _| Reply::Say(200, "Content-Encoding: gzip\r\n", packed.clone()));
    assert!(get(&client).unwrap().body == text.as_bytes());
    assert_eq!(server.seen()[0].header("accept-encoding"), Some("gzip"));
}

#[test]
fn threads_share_connections() {
    const THREADS: usize = 8;
    const EACH: usize = 40;
    let (server, client) = alone(|_, seen| Reply::Say(200, "", seen.body.clone()));
    get(&client).unwrap();
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let client = client.clone();
            scope.spawn(move || {
                for number in 0..EACH {
                    let sent = format!("{thread} {number}\n");
                    let answer =
                        client.send(Method::Post, "/_bulk", Body::Lines(sent.as_bytes())).unwrap();
                    assert_eq!(answer.body, sent.as_bytes(), "another's answer");
                }
            });
        }
    });
    let seen = server.seen();
    assert_eq!(seen.len(), THREADS * EACH + 1);
    let connections = seen.iter().map(|seen| seen.connection).max().unwrap() + 1;
    assert!(connections <= THREADS + 1, "{connections} connections for {THREADS} threads");
}

#[test]
fn who_waits_is_told() {
    let server = Server::start(|number, _| match number {
        0 => say(200, "{}"),
        _ => say(503, "{}"),
    });
    let patience = Patience { first: Duration::from_secs(1), later: Duration::from_millis(2500) };
    let client = client(&[server.address()], patience);
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    client.on_waiting(Box::new(move |waiting| heard.lock().unwrap().push(waiting.clone())));
    get(&client).unwrap();
    assert!(told.lock().unwrap().is_empty(), "nobody waited");
    get(&client).err().unwrap();
    let told = told.lock().unwrap().clone();
    assert!(!told.is_empty() && told.len() <= 3, "{told:?}");
    for waiting in told {
        assert!(waiting.since >= Duration::from_secs(1), "{waiting:?}");
        assert_eq!(waiting.why, format!("{} answers 503", server.address()));
    }
}

#[test]
fn no_error_holds_a_secret() {
    let access = Access::of_variables(&[(USER, "kim"), (PASSWORD, "hush-hush")]).unwrap();
    let sent = "a2ltOmh1c2gtaHVzaA==";
    for status in [200, 302, 400, 401, 403, 404, 503] {
        let server = Server::start(move |_, _| say(status, "<html>"));
        let address = ClusterAddress::parse(&format!("http://{}/news", server.address())).unwrap();
        let client = Client::new(&address, &access, SHORT).unwrap();
        let told = match get(&client) {
            Ok(answer) => {
                let (refused, unread) = (answer.refused("it"), answer.json::<u32>().err());
                format!("{answer:?} {refused} {refused:?} {unread:?}")
            }
            Err(error) => format!("{error} {error:?}"),
        };
        assert!(!told.contains("hush") && !told.contains(sent), "{told}");
        // it was sent, to where it belongs
        let authorization = format!("Basic {sent}");
        assert!(
            server
                .seen()
                .iter()
                .any(|seen| { seen.header("authorization") == Some(authorization.as_str()) })
        );
    }
}

#[test]
fn a_redirect_is_not_followed() {
    let other = Server::start(ok);
    let to: &'static str =
        Box::leak(format!("Location: http://{}/?token=hush\r\n", other.address()).into_boxed_str());
    let (_server, client) = alone(move |_, _| Reply::Say(301, to, Vec::new()));
    let told = get(&client).err().unwrap().to_string();
    assert!(told.contains(&other.address().to_string()) && !told.contains("hush"), "{told}");
    assert!(other.seen().is_empty());
}

#[test]
fn a_name_that_nobody_knows_is_said_at_once() {
    // reserved to be nobody's (RFC 2606)
    let began = Instant::now();
    let error = get(&client(&["nowhere.invalid"], Patience::INDEXING)).err().unwrap();
    assert!(matches!(error, ClusterError::Unresolved { .. }), "{error}");
    assert!(error.to_string().contains("`nowhere.invalid`"), "{error}");
    assert!(began.elapsed() < Duration::from_secs(5));

    // another host may have a name
    let server = Server::start(ok);
    let hosts = ["nowhere.invalid".to_owned(), server.address().to_string()];
    get(&client(&hosts, Patience::SEARCHING)).unwrap();
}

#[test]
fn what_is_no_http_is_said_at_once() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let _ = stream.write_all(b"SSH-2.0-OpenSSH_9.6\r\n");
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    let began = Instant::now();
    let error = get(&client(&[address], Patience::INDEXING)).err().unwrap();
    assert!(matches!(error, ClusterError::NotOpenSearch { .. }), "{error}");
    assert!(began.elapsed() < Duration::from_secs(3));
}

mod tls {
    //! A server with a certificate made here.

    use super::*;
    use rcgen::{BasicConstraints, Certificate, CertificateParams, IsCa, Issuer, KeyPair};
    use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

    struct Authority {
        issuer: Issuer<'static, KeyPair>,
        pem: String,
    }

    fn authority() -> Authority {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let pem = params.self_signed(&key).unwrap().pem();
        Authority { issuer: Issuer::new(params, key), pem }
    }

    impl Authority {
        fn server(&self, name: &str, expired: bool) -> Server {
            let key = KeyPair::generate().unwrap();
            let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
            if expired {
                params.not_after = rcgen::date_time_ymd(2001, 1, 1);
                params.not_before = rcgen::date_time_ymd(2000, 1, 1);
            }
            let certificate = params.signed_by(&key, &self.issuer).unwrap();
            serve(&certificate, &key)
        }
    }

    fn serve(certificate: &Certificate, key: &KeyPair) -> Server {
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        Server::start_tls(config, ok)
    }

    fn ask(scheme: &str, server: &Server, ca: &str) -> Result<Answer, ClusterError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), ca).unwrap();
        let ca = (!ca.is_empty()).then(|| file.path().to_owned());
        let access = Access::of_variables(&[
            (USER, "kim"),
            (PASSWORD, "hush-hush"),
            ("DATELINE_CLUSTER_CA", ca.as_ref().map_or("", |path| path.to_str().unwrap())),
        ])
        .unwrap();
        let address =
            ClusterAddress::parse(&format!("{scheme}://{}/news", server.address())).unwrap();
        let client = Client::new(&address, &access, Patience::INDEXING)?;
        let began = Instant::now();
        let answer = get(&client);
        assert!(began.elapsed() < Duration::from_secs(3), "it is said at once");
        answer
    }

    #[test]
    fn certificates_are_checked_against_the_file() {
        let (ours, theirs) = (authority(), authority());
        let server = ours.server("127.0.0.1", false);
        assert!(ask("https", &server, &ours.pem).unwrap().is_ok());
        // several in one file
        assert!(ask("https", &server, &format!("{}{}", theirs.pem, ours.pem)).unwrap().is_ok());
        for ca in ["", &theirs.pem] {
            let error = ask("https", &server, ca).err().unwrap();
            assert!(matches!(error, ClusterError::Certificate { .. }), "{error}");
            assert!(error.to_string().contains("DATELINE_CLUSTER_CA"), "{error}");
        }
        for ca in ["no certificate", "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n"]
        {
            let error = ask("https", &server, ca).err().unwrap();
            assert!(matches!(error, ClusterError::Access(_)), "{error}");
        }
    }

    #[test]
    fn a_certificate_may_be_its_own_authority() {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
        let certificate = params.self_signed(&key).unwrap();
        let server = serve(&certificate, &key);
        assert!(ask("https", &server, &certificate.pem()).unwrap().is_ok());
        let error = ask("https", &server, "").err().unwrap();
        assert!(matches!(error, ClusterError::Certificate { .. }), "{error}");
    }

    #[test]
    fn a_certificate_is_for_its_name_and_time() {
        let ours = authority();
        let error = ask("https", &ours.server("a.example", false), &ours.pem).err().unwrap();
        assert!(error.to_string().contains("for another name"), "{error}");
        let error = ask("https", &ours.server("127.0.0.1", true), &ours.pem).err().unwrap();
        assert!(error.to_string().contains("has expired"), "{error}");
    }

    #[test]
    fn a_wrong_scheme_is_named() {
        let ours = authority();
        let server = ours.server("127.0.0.1", false);
        let told = ask("http", &server, &ours.pem).err().unwrap().to_string();
        assert!(told.ends_with(&format!("write https://{}", server.address())), "{told}");

        let plain = Server::start(ok);
        let told = ask("https", &plain, &ours.pem).err().unwrap().to_string();
        assert!(told.ends_with(&format!("write http://{}", plain.address())), "{told}");
        assert!(plain.seen().iter().all(|seen| seen.header("authorization").is_none()));
    }
}
