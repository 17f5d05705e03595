//! The arguments of `dateline train-entities`.

use clap::Args as ClapArgs;
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
#[command(after_help = "Labelled texts come in three forms, told from their content:\n\n  \
columns      a token a line, its label (B-PER, I-PER, O) last; an empty line after a sentence,\n               \
-DOCSTART- before a text\n  \
brackets     [PER Maria Okonkwo] left [LOC Lagos].   a sentence a line\n  \
JSON Lines   {\"text\":…,\"entities\":[{\"start\":0,\"end\":13,\"kind\":\"person\"}]}\n\n\
The same texts in the same order give the same model. Three million tokens take some minutes and 2 GB of memory.")]
pub(super) struct TrainEntitiesArgs {
    /// Files of labelled texts; FILE@3 counts three times, FILE@0.5 half
    #[arg(required = true, value_name = "DATA[@WEIGHT]", value_parser = weighted)]
    pub(super) data: Vec<(PathBuf, f32)>,
    /// Where the model is written
    #[arg(long, value_name = "FILE")]
    pub(super) out: PathBuf,
    /// Articles without labels, of which it learns what words are used alike; any format that `index` reads
    #[arg(long, value_name = "PATH")]
    pub(super) text: Vec<PathBuf>,
    /// How often to go through the texts
    #[arg(long, value_name = "N", default_value_t = 8)]
    pub(super) epochs: usize,
    /// How many features to keep; each costs the model some ten bytes
    #[arg(long, value_name = "N", default_value_t = 250_000)]
    pub(super) features: usize,
}

/// A path and how much it counts.
fn weighted(value: &str) -> Result<(PathBuf, f32), String> {
    let Some((path, weight)) = value.rsplit_once('@') else { return Ok((value.into(), 1.0)) };
    match weight.parse::<f32>() {
        Ok(weight) if weight > 0.0 && weight <= 100.0 => Ok((path.into(), weight)),
        Ok(_) => Err("a weight is above 0 and at most 100".to_owned()),
        Err(_) => Ok((value.into(), 1.0)),
    }
}
