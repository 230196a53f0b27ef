//! Every call waits for its turn: whatever is asked, no more calls reach the server than the quota lets through.

use std::num::NonZeroU32;
use std::time::Duration;

use tossup::edge::google::{GoogleOptions, Quota};

use crate::commands::LEADS;
use crate::office::Office;

/// Looks that are begun; each of them alone would read and write.
const LOOKS: usize = 10;
/// After this a look that waits for its turn is given up. A call that waits would do so for most of a minute.
const PATIENCE: Duration = Duration::from_millis(200);

#[tokio::test]
async fn no_more_calls_are_sent_than_the_quota_lets_through() {
    let office = Office::open("2026-11-18 10:00", &LEADS).await;
    let calls = |count| NonZeroU32::new(count).expect("not 0");
    let quota = Quota::per_minute(calls(6), calls(1), calls(6));
    let mut daemon = office.daemon_with(GoogleOptions { quota, ..office.options() }).await;
    office.desk.forget_calls().await;
    for _ in 0..LOOKS {
        // Given up or not, the next look goes on from what the memory holds.
        let _ = tokio::time::timeout(PATIENCE, daemon.look()).await;
    }
    let counts = office.desk.calls().await;
    let is_write = |method: &&String| {
        method.to_lowercase().ends_with("batchupdate") || method.contains("UpdateByDataFilter")
    };
    let writes: u64 = counts.keys().filter(is_write).map(|method| counts[method]).sum();
    let sent: u64 =
        counts.iter().filter(|(method, _)| *method != "oauth2.token").map(|(_, count)| count).sum();
    assert!((1..=6).contains(&(sent - writes)), "reads: {counts:?}");
    assert_eq!(writes, 1, "writes: {counts:?}");
}
