//! A small HTTP server on loopback that answers as a test tells it to.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request that came.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// `GET /path HTTP/1.1`
    pub(super) line: String,
    /// `name: value`, names in lower case.
    pub(super) headers: Vec<String>,
    pub(super) body: Vec<u8>,
    /// Which connection it came by.
    pub(super) connection: usize,
}

impl Seen {
    /// The value of a header.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find_map(|header| header.strip_prefix(name)?.strip_prefix(": "))
    }
}

/// What is answered.
pub(super) enum Reply {
    /// A whole answer: status, further header lines, body.
    Say(u16, &'static str, Vec<u8>),
    /// These bytes, and the connection is closed.
    Cut(Vec<u8>),
    /// Nothing, for so long.
    Hang(Duration),
}

/// A whole answer.
pub(super) fn say(status: u16, body: &str) -> Reply {
    Reply::Say(status, "", body.as_bytes().to_vec())
}

/// Runs until it is dropped.
pub(super) struct Server {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    stop: Arc<AtomicBool>,
}

impl Server {
    /// A server that asks `answer` what to say to the how many-th request, from 0.
    pub(super) fn start(answer: impl Fn(usize, &Seen) -> Reply + Send + Sync + 'static) -> Self {
        Self::run(None, answer)
    }

    /// The same with TLS.
    pub(super) fn start_tls(
        config: rustls::ServerConfig,
        answer: impl Fn(usize, &Seen) -> Reply + Send + Sync + 'static,
    ) -> Self {
        Self::run(Some(Arc::new(config)), answer)
    }

    /// A port that nobody listens on.
    pub(super) fn nobody() -> SocketAddr {
        TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
    }

    /// `127.0.0.1:PORT`
    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The requests that came.
    pub(super) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    fn run(
        tls: Option<Arc<rustls::ServerConfig>>,
        answer: impl Fn(usize, &Seen) -> Reply + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
        let stop = Arc::new(AtomicBool::new(false));
        let (all, ended, answer) = (Arc::clone(&seen), Arc::clone(&stop), Arc::new(answer));
        std::thread::spawn(move || {
            for (connection, stream) in listener.incoming().enumerate() {
                if ended.load(Ordering::SeqCst) {
                    return;
                }
                let (all, answer, tls) = (Arc::clone(&all), Arc::clone(&answer), tls.clone());
                std::thread::spawn(move || {
                    let stream = stream.unwrap();
                    stream.set_nodelay(true).unwrap();
                    match tls {
                        None => serve(stream, connection, &all, &*answer),
                        Some(config) => {
                            let session = rustls::ServerConnection::new(config).unwrap();
                            let stream = rustls::StreamOwned::new(session, stream);
                            serve(stream, connection, &all, &*answer);
                        }
                    }
                });
            }
        });
        Self { address, seen, stop }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        // so that it looks
        let _ = TcpStream::connect(self.address);
    }
}

/// Answers the requests of a connection until it ends.
fn serve(
    stream: impl Read + Write,
    connection: usize,
    all: &Mutex<Vec<Seen>>,
    answer: &(dyn Fn(usize, &Seen) -> Reply + Send + Sync),
) {
    let mut stream = BufReader::new(stream);
    while let Some(mut seen) = read(&mut stream) {
        seen.connection = connection;
        let number = {
            let mut all = all.lock().unwrap();
            all.push(seen.clone());
            all.len() - 1
        };
        let out = stream.get_mut();
        match answer(number, &seen) {
            Reply::Say(status, headers, body) => {
                let head = format!(
                    "HTTP/1.1 {status} Said\r\nContent-Length: {}\r\n{headers}\r\n",
                    body.len()
                );
                let mut whole = head.into_bytes();
                if !seen.line.starts_with("HEAD") {
                    whole.extend_from_slice(&body);
                }
                if out.write_all(&whole).and_then(|()| out.flush()).is_err() {
                    return;
                }
            }
            Reply::Cut(bytes) => {
                let _ = out.write_all(&bytes).and_then(|()| out.flush());
                return;
            }
            Reply::Hang(time) => {
                std::thread::sleep(time);
                return;
            }
        }
    }
}

/// One request; none where the connection ends or is not HTTP.
fn read(stream: &mut impl std::io::BufRead) -> Option<Seen> {
    let mut seen = Seen::default();
    let mut length = 0;
    loop {
        let mut line = Vec::new();
        stream.by_ref().take(10_000).read_until(b'\n', &mut line).ok().filter(|&n| n > 0)?;
        let line = String::from_utf8(line).ok()?.trim_end().to_owned();
        if line.is_empty() {
            break;
        }
        if seen.line.is_empty() {
            if !line.contains(" HTTP/1.") {
                return None;
            }
            seen.line = line;
            continue;
        }
        let (name, value) = line.split_once(':')?;
        let name = name.to_ascii_lowercase();
        if name == "content-length" {
            length = value.trim().parse().ok()?;
        }
        seen.headers.push(format!("{name}: {}", value.trim()));
    }
    seen.body = vec![0; length];
    stream.read_exact(&mut seen.body).ok()?;
    Some(seen)
}
