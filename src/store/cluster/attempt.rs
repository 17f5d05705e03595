//! One request to one host: what it sends, and what went wrong.
//!
//! No proxy is used, whatever the environment says: a cluster stands in one's
//! own network, where a proxy meant for the web knows no host of it. No
//! redirect is followed, since the next host would be sent the password.

use super::access::CA;
use super::address::{ClusterAddress, Host};
use super::client::{Answer, Body, Method};
use super::error::{one_line, seconds};
use super::waiting::retry_after;
use super::{Access, ClusterError};
use rustls::CertificateError;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use ureq::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use ureq::http::{HeaderValue, Response};
use ureq::tls::{PemItem, RootCerts, TlsConfig};
use ureq::typestate::{WithBody, WithoutBody};
use ureq::{Agent, RequestBuilder, Timeout};

/// How long a connection may take, TLS included, and so may the look-up of a name. Within a
/// network it is milliseconds; a packet that was lost is sent again after one second.
const CONNECT: Duration = Duration::from_secs(2);

/// How long each stage after it may take: sending, the wait for the answer, reading it. OpenSearch
/// gives up waiting for a shard or for its manager after 30 s to 60 s and says so; who is silent
/// for longer has gone.
const STAGE: Duration = Duration::from_secs(60);

/// How long a port may take to show which scheme it speaks.
const PROBE: Duration = Duration::from_millis(500);

/// The largest answer. A page of whole articles or a count of a million buckets is far below; what
/// is beyond would fill the memory.
const LARGEST_ANSWER: u64 = 512 << 20;

/// Connections kept open for each host: as many threads send at once on the largest machines.
const KEPT_OPEN: usize = 64;

/// Why there is no answer.
pub(super) enum Fault {
    /// It may go by itself, or by asking another host.
    Passing {
        /// What happened.
        why: String,
        /// The pause that the host asked for.
        after: Option<Duration>,
        /// Whether it was the cluster that said so, rather than something before it or nobody.
        lives: bool,
    },
    /// It will not go by itself, unless the host was all right before.
    Lasting(ClusterError),
    /// No other host would say anything else.
    Final(ClusterError),
}

/// How a cluster is spoken to.
pub(super) struct Wire {
    agent: Agent,
    tls: bool,
    authorization: Option<HeaderValue>,
    address: String,
}

impl Wire {
    /// Reads the certificates; speaks to nobody.
    pub(super) fn new(address: &ClusterAddress, access: &Access) -> Result<Self, ClusterError> {
        let mut tls = TlsConfig::builder();
        if let (true, Some(path)) = (address.tls(), access.ca()) {
            tls = tls.root_certs(certificates(path)?);
        }
        let config = Agent::config_builder()
            .tls_config(tls.build())
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent(concat!("dateline/", env!("CARGO_PKG_VERSION")))
            .max_idle_connections(KEPT_OPEN * address.hosts().len())
            .max_idle_connections_per_host(KEPT_OPEN)
            // no limit for the whole and for names: ureq would look names up in a thread of its
            // own, a new one for each request. The resolver has limits of its own
            .timeout_connect(Some(CONNECT))
            .timeout_send_request(Some(STAGE))
            .timeout_send_body(Some(STAGE))
            .timeout_recv_response(Some(STAGE))
            .timeout_recv_body(Some(STAGE))
            .build();
        Ok(Self {
            agent: config.into(),
            tls: address.tls(),
            authorization: access.authorization().cloned(),
            address: address.to_string(),
        })
    }

    /// Asks a host once. `within` is given as long as nobody has answered yet; then it is also
    /// found out whether the scheme is the wrong one.
    pub(super) fn ask(
        &self,
        host: &Host,
        method: Method,
        path: &str,
        body: &Body<'_>,
        within: Option<Duration>,
    ) -> Result<Answer, Fault> {
        let url = format!("{}://{host}{path}", scheme(self.tls));
        let sent = match method {
            Method::Get => self.without_body(self.agent.get(url), body, within),
            Method::Delete => self.without_body(self.agent.delete(url), body, within),
            Method::Post => self.with_body(self.agent.post(url), body, within),
            Method::Put => self.with_body(self.agent.put(url), body, within),
        };
        let whole = sent.and_then(|mut response| {
            let read = response.body_mut().with_config().limit(LARGEST_ANSWER).read_to_vec()?;
            Ok((response, read))
        });
        let (response, body) = match whole {
            Ok(whole) => whole,
            Err(error) => {
                let what = || format!("{method} {path}");
                return Err(self.fault(host, error, within, what));
            }
        };
        self.judge(host, &response, body, within.is_some())
    }

    fn dressed<B>(
        &self,
        request: RequestBuilder<B>,
        within: Option<Duration>,
    ) -> RequestBuilder<B> {
        let mut request = request.header(ACCEPT, "application/json");
        if let Some(authorization) = &self.authorization {
            request = request.header(AUTHORIZATION, authorization);
        }
        match within {
            // the agent's own limits: a connection of its own configuration would not share
            // what the agent knows of TLS
            None => request,
            Some(within) => {
                let limits = request.config().timeout_resolve(Some(CONNECT));
                limits.timeout_global(Some(within)).build()
            }
        }
    }

    fn without_body(
        &self,
        request: RequestBuilder<WithoutBody>,
        body: &Body<'_>,
        within: Option<Duration>,
    ) -> Result<Response<ureq::Body>, ureq::Error> {
        match body {
            Body::None => self.dressed(request, within).call(),
            // OpenSearch wants a body with some of its GETs and DELETEs
            _ => self.with_body(request.force_send_body(), body, within),
        }
    }

    fn with_body(
        &self,
        request: RequestBuilder<WithBody>,
        body: &Body<'_>,
        within: Option<Duration>,
    ) -> Result<Response<ureq::Body>, ureq::Error> {
        let request = self.dressed(request, within);
        match *body {
            Body::None => request.send_empty(),
            Body::Json(bytes) => request.header(CONTENT_TYPE, "application/json").send(bytes),
            Body::Lines(bytes) => request.header(CONTENT_TYPE, "application/x-ndjson").send(bytes),
        }
    }

    /// Parts answers from what only looks like one.
    fn judge(
        &self,
        host: &Host,
        response: &Response<ureq::Body>,
        body: Vec<u8>,
        first: bool,
    ) -> Result<Answer, Fault> {
        let answer = Answer { status: response.status().as_u16(), body };
        let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        match answer.status {
            429 | 502 | 503 | 504 => {
                let after = header(RETRY_AFTER)
                    .and_then(|value| retry_after(value, jiff::Timestamp::now()));
                let why = match answer.said() {
                    Some((_, reason)) => format!("{host} answers {}: {reason}", answer.status),
                    None => format!("{host} answers {}", answer.status),
                };
                Err(Fault::Passing { why, after, lives: answer.status == 429 })
            }
            // a block is the state of an index or of the disks, whoever asks
            403 if answer.said().is_some_and(|(kind, _)| kind.ends_with("block_exception")) => {
                Ok(answer)
            }
            status @ (401 | 403) => {
                let why = answer.said().map(|(_, reason)| reason).unwrap_or_default();
                let address = self.address.clone();
                Err(Fault::Final(ClusterError::Refused { address, status, why }))
            }
            status @ 300..=399 if first => {
                // a whole URL might carry a secret; where it leads is in its beginning
                let to = header(LOCATION).and_then(|to| to.split(['?', '@']).next()).unwrap_or("");
                let what = format!("{host} answers {status} and sends on to `{}`", one_line(to));
                let address = self.address.clone();
                Err(Fault::Lasting(ClusterError::NotOpenSearch { address, what }))
            }
            // what web servers say to the wrong scheme
            400 if first && self.speaks_the_other(host) => {
                Err(Fault::Lasting(self.wrong_scheme(host)))
            }
            _ => Ok(answer),
        }
    }

    fn fault(
        &self,
        host: &Host,
        error: ureq::Error,
        within: Option<Duration>,
        what: impl Fn() -> String,
    ) -> Fault {
        let passing = |why| Fault::Passing { why, after: None, lives: false };
        let unresolved = |why: &str| {
            let host = host.name().to_owned();
            Fault::Lasting(ClusterError::Unresolved { host, why: one_line(why) })
        };
        let strange = |what: String| {
            if within.is_some() && self.speaks_the_other(host) {
                return Fault::Lasting(self.wrong_scheme(host));
            }
            let address = self.address.clone();
            Fault::Lasting(ClusterError::NotOpenSearch { address, what })
        };
        match error {
            ureq::Error::HostNotFound => unresolved("it has no address"),
            ureq::Error::Timeout(Timeout::Resolve) => {
                unresolved(&format!("no name server answered within {}", seconds(CONNECT)))
            }
            ureq::Error::Timeout(Timeout::Connect) => {
                passing(format!("no connection to {host} within {}", seconds(CONNECT)))
            }
            ureq::Error::Timeout(_) => {
                let limit = within.unwrap_or(STAGE);
                passing(format!("no whole answer from {host} within {}", seconds(limit)))
            }
            ureq::Error::Io(error) if is_look_up(&error) => unresolved(&error.to_string()),
            ureq::Error::Io(error) => match rustls_error(&error) {
                Some(rustls::Error::InvalidMessage(_)) => {
                    strange(format!("{host} does not speak TLS"))
                }
                Some(rustls::Error::InvalidCertificate(why)) => self.misfit(host, why),
                Some(other) => {
                    let (host, why) = (host.to_string(), other.to_string());
                    Fault::Lasting(ClusterError::Certificate { host, why })
                }
                None => match error.kind() {
                    ErrorKind::ConnectionRefused => {
                        passing(format!("connection refused by {host}"))
                    }
                    ErrorKind::TimedOut | ErrorKind::WouldBlock => {
                        passing(format!("{host} does not answer"))
                    }
                    ErrorKind::UnexpectedEof
                    | ErrorKind::ConnectionReset
                    | ErrorKind::ConnectionAborted
                    | ErrorKind::BrokenPipe => {
                        if within.is_some() && self.speaks_the_other(host) {
                            Fault::Lasting(self.wrong_scheme(host))
                        } else {
                            passing(format!("{host} cut the connection"))
                        }
                    }
                    _ => passing(format!("{host}: {}", one_line(&error.to_string()))),
                },
            },
            ureq::Error::Protocol(_) | ureq::Error::LargeResponseHeader(..) => {
                strange(format!("what answers at {host} does not speak HTTP"))
            }
            ureq::Error::Decompress(..) | ureq::Error::BodyStalled => {
                passing(format!("{host} sent an answer that breaks off"))
            }
            other => Fault::Final(ClusterError::Rejected {
                what: what(),
                kind: "not sent".to_owned(),
                reason: one_line(&other.to_string()),
            }),
        }
    }

    fn misfit(&self, host: &Host, why: &CertificateError) -> Fault {
        let why = match why {
            // the second where our CA has the name of the one that signed, but is another
            CertificateError::UnknownIssuer | CertificateError::BadSignature => {
                format!(
                    "nobody whom we trust has signed its certificate; name the file of the cluster's \
                     CA with {CA}"
                )
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "its certificate is for another name; write the host as the certificate does"
                    .to_owned()
            }
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                "its certificate has expired; renew it, or set the clock".to_owned()
            }
            other => format!("its certificate is not accepted: {}", one_line(&other.to_string())),
        };
        Fault::Lasting(ClusterError::Certificate { host: host.to_string(), why })
    }

    fn wrong_scheme(&self, host: &Host) -> ClusterError {
        ClusterError::WrongScheme {
            host: host.to_string(),
            asked: scheme(self.tls),
            speaks: scheme(!self.tls),
        }
    }

    /// Whether a port speaks the scheme that the address does not say. Sends nothing secret.
    fn speaks_the_other(&self, host: &Host) -> bool {
        let asked = self
            .agent
            .head(format!("{}://{host}/", scheme(!self.tls)))
            .config()
            .timeout_global(Some(PROBE))
            .build()
            .call();
        match asked {
            Ok(_) => true,
            // a certificate is shown by who speaks TLS
            Err(ureq::Error::Io(error)) => {
                matches!(rustls_error(&error), Some(rustls::Error::InvalidCertificate(_)))
            }
            Err(_) => false,
        }
    }
}

fn scheme(tls: bool) -> &'static str {
    if tls { "https" } else { "http" }
}

/// What TLS says is wrapped in an error of the connection.
fn rustls_error(error: &io::Error) -> Option<&rustls::Error> {
    error.get_ref()?.downcast_ref()
}

/// Whether a name could not be looked up: the standard library has no kind for it, but words, and
/// on Windows a number (WSAHOST_NOT_FOUND, WSATRY_AGAIN, WSANO_RECOVERY, WSANO_DATA).
fn is_look_up(error: &io::Error) -> bool {
    match error.raw_os_error() {
        Some(number) => cfg!(windows) && (11_001..=11_004).contains(&number),
        None => error.to_string().starts_with("failed to lookup address information"),
    }
}

/// The certificates of a file: they alone are believed.
fn certificates(path: &Path) -> Result<RootCerts, ClusterError> {
    let bytes =
        std::fs::read(path).map_err(|source| ClusterError::Io { path: path.to_owned(), source })?;
    let mut found = Vec::new();
    for item in ureq::tls::parse_pem(&bytes) {
        match item {
            Ok(PemItem::Certificate(certificate)) => found.push(certificate),
            Ok(_) => {}
            Err(error) => {
                return Err(ClusterError::Access(format!(
                    "`{}`, which {CA} names, is no file of certificates in PEM: {error}",
                    path.display()
                )));
            }
        }
    }
    if found.is_empty() {
        return Err(ClusterError::Access(format!(
            "`{}`, which {CA} names, holds no certificate in PEM",
            path.display()
        )));
    }
    Ok(RootCerts::Specific(Arc::new(found)))
}
