//! `dateline eval --plot`: the plots of runs, each as SVG and as PNG.

use super::System;
use crate::cli::plot::{Differences, Drawing, differences, png, recall_precision, svg};
use crate::eval::{
    CompareOptions, EvalOptions, Measure, Qrels, Table, evaluate, topic_differences,
};
use anyhow::Context;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Writes the recall–precision curves of all runs and, for each run but the
/// baseline, its differences from it by `measure`, topic by topic. Gives back the
/// files.
pub(super) fn write(
    folder: &Path,
    systems: &[System],
    judged: (&Qrels, &EvalOptions),
    measure: Measure,
    table: Option<&Table>,
) -> anyhow::Result<Vec<PathBuf>> {
    std::fs::create_dir_all(folder)
        .with_context(|| format!("can't make the folder `{}`", folder.display()))?;
    let mut files = Vec::new();
    let mut put = |name: String, drawing: &Drawing| {
        let written = [("svg", Some(svg(drawing).into_bytes())), ("png", png(drawing))];
        for (kind, bytes) in written {
            let Some(bytes) = bytes else { continue };
            let file = folder.join(format!("{name}.{kind}"));
            std::fs::write(&file, bytes)
                .with_context(|| format!("can't write `{}`", file.display()))?;
            files.push(file);
        }
        anyhow::Ok(())
    };
    let levels = Measure::list("iprec_at_recall")?;
    let curves = systems.iter().map(|system| {
        let figures = evaluate(&system.run, judged.0, &levels, judged.1);
        let mut curve = [0.0; 11];
        for (place, level) in curve.iter_mut().zip(&levels) {
            *place = figures.mean(*level).unwrap_or(0.0);
        }
        (system.name.clone(), curve)
    });
    let curves: Vec<(String, [f64; 11])> = curves.collect();
    put("recall-precision".to_owned(), &recall_precision(&curves))?;
    let row = table.and_then(|table| {
        let row = table.rows.iter().find(|row| row.measure == measure.to_string());
        row.map(|row| (table, row))
    });
    let Some((table, row)) = row else { return Ok(files) };
    let options = CompareOptions::default();
    let scores = |name: &str| -> BTreeMap<String, f64> {
        let system = systems.iter().find(|system| system.name == name);
        system.map(|system| system.scores(measure)).unwrap_or_default()
    };
    let baseline = scores(&table.baseline);
    for cell in &row.cells {
        let Some(paired) = &cell.against_baseline else { continue };
        let drawing = differences(&Differences {
            measure: &row.measure,
            baseline: &table.baseline,
            system: &cell.system,
            topics: &topic_differences(&baseline, &scores(&cell.system), options.missing),
            paired,
            confidence: options.confidence,
        });
        put(format!("{}-{}", row.measure, super::file_name(&cell.system)), &drawing)?;
    }
    Ok(files)
}
