//! A way to the cluster that can be cut.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

const OPEN: u8 = 0;
/// Connections are closed, new ones too.
const CUT: u8 = 1;
/// Connections stay, and nothing comes through.
const SILENT: u8 = 2;

/// Hands on what comes to it. The threads end with their connections, the listener with the test.
pub(crate) struct Proxy {
    address: SocketAddr,
    state: Arc<AtomicU8>,
    connections: Arc<Mutex<Vec<TcpStream>>>,
}

impl Proxy {
    pub(crate) fn to(port: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let state = Arc::new(AtomicU8::new(OPEN));
        let connections: Arc<Mutex<Vec<TcpStream>>> = Arc::default();
        let (own, all) = (Arc::clone(&state), Arc::clone(&connections));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(near) = stream else { return };
                if own.load(Ordering::SeqCst) == CUT {
                    continue;
                }
                let Ok(far) = TcpStream::connect(("127.0.0.1", port)) else { continue };
                let mut all = all.lock().unwrap();
                for (from, to) in [(&near, &far), (&far, &near)] {
                    let (from, to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
                    let own = Arc::clone(&own);
                    std::thread::spawn(move || hand_on(from, to, &own));
                }
                all.extend([near, far]);
            }
        });
        Self { address, state, connections }
    }

    /// The port that stands for the other.
    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// Closes all, and takes nobody, for so long.
    pub(crate) fn cut(&self, time: Duration) {
        self.state.store(CUT, Ordering::SeqCst);
        for stream in self.connections.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
        std::thread::sleep(time);
        self.state.store(OPEN, Ordering::SeqCst);
    }

    /// Lets nothing through for so long; then all that was held up.
    pub(crate) fn fall_silent(&self, time: Duration) {
        self.state.store(SILENT, Ordering::SeqCst);
        std::thread::sleep(time);
        self.state.store(OPEN, Ordering::SeqCst);
    }
}

fn hand_on(mut from: TcpStream, mut to: TcpStream, state: &AtomicU8) {
    let mut bytes = [0; 16 << 10];
    while let Ok(read @ 1..) = from.read(&mut bytes) {
        while state.load(Ordering::SeqCst) == SILENT {
            std::thread::sleep(Duration::from_millis(20));
        }
        if to.write_all(&bytes[..read]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Both);
}
