//! Decoders of compressed streams: each reads all members of a concatenation,
//! which is what `cat a.gz b.gz`, `pbzip2` and `pzstd` make.

use super::magic::Packing;
use std::io::{self, BufRead, Read};

/// The most memory an xz stream may ask for. `xz -9` needs 65 MiB.
const XZ_MEMORY: u64 = 256 << 20;

/// A decoder of `packing` (a compression) over `input`.
pub(super) fn decoder<'a, R: BufRead + 'a>(
    packing: Packing,
    input: R,
) -> io::Result<Box<dyn Read + 'a>> {
    Ok(match packing {
        Packing::Zstd => Box::new(zstd::Decoder::with_buffer(input)?),
        Packing::Bzip2 => Box::new(bzip2::bufread::MultiBzDecoder::new(input)),
        Packing::Xz => {
            let flags = liblzma::stream::CONCATENATED;
            let stream = liblzma::stream::Stream::new_stream_decoder(XZ_MEMORY, flags)?;
            Box::new(liblzma::bufread::XzDecoder::new_stream(input, stream))
        }
        // a tar or zip never comes here
        Packing::Gzip | Packing::Tar | Packing::Zip => Box::new(GzipMembers::new(input)),
    })
}

/// Gzip members one after the other. flate2's own takes the zeros with which
/// tapes and block devices are filled up for a broken member.
struct GzipMembers<R: BufRead> {
    /// `None` only once a member could not be ended.
    member: Option<flate2::bufread::GzDecoder<R>>,
}

impl<R: BufRead> GzipMembers<R> {
    fn new(input: R) -> Self {
        Self { member: Some(flate2::bufread::GzDecoder::new(input)) }
    }
}

impl<R: BufRead> Read for GzipMembers<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let Some(member) = &mut self.member else { return Ok(0) };
            let n = member.read(into)?;
            if n > 0 || into.is_empty() {
                return Ok(n);
            }
            let Some(ended) = self.member.take() else { return Ok(0) };
            let mut input = ended.into_inner();
            loop {
                let rest = input.fill_buf()?;
                match rest.iter().position(|&b| b != 0) {
                    None if rest.is_empty() => return Ok(0),
                    None => {
                        let zeros = rest.len();
                        input.consume(zeros);
                    }
                    Some(zeros) if rest[zeros] == 0x1f => {
                        input.consume(zeros);
                        break;
                    }
                    Some(_) => {
                        let cause = "what follows the last gzip member is no gzip";
                        return Err(io::Error::new(io::ErrorKind::InvalidData, cause));
                    }
                }
            }
            self.member = Some(flate2::bufread::GzDecoder::new(input));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn gzip_members_follow_each_other_and_zeros_pad() {
        let mut packed = gzip(b"one ");
        packed.extend(gzip(b""));
        packed.extend(gzip(b"two"));
        packed.extend([0; 700]);
        let mut text = String::new();
        decoder(Packing::Gzip, &packed[..]).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "one two");

        packed.extend(b"garbage");
        let mut read = Vec::new();
        let error =
            decoder(Packing::Gzip, &packed[..]).unwrap().read_to_end(&mut read).unwrap_err();
        assert_eq!(read, b"one two");
        assert!(error.to_string().contains("no gzip"), "{error}");
    }
}
