//! The limits and switches of the service, in Judge0's words; the figures are Judge0's own defaults.

use platform::executions::{CALLBACK_MAX_TRIES, CALLBACK_TIMEOUT, MAX_QUEUE};
use serde_json::{Value, json};

/// CPU time in seconds: default and most.
pub(super) const CPU_TIME: (f64, f64) = (5.0, 15.0);
/// Extra time in seconds: default and most.
pub(super) const CPU_EXTRA_TIME: (f64, f64) = (1.0, 5.0);
/// Wall time in seconds: default and most.
pub(super) const WALL_TIME: (f64, f64) = (10.0, 20.0);
/// Memory in KiB: default and most.
pub(super) const MEMORY: (u64, u64) = (128_000, 512_000);
/// Stack in KiB: default and most.
pub(super) const STACK: (u64, u64) = (64_000, 128_000);
/// Processes and threads: default and most.
pub(super) const PROCESSES: (u64, u64) = (60, 120);
/// Size of a file in KiB: default and most.
pub(super) const FILE_SIZE: (u64, u64) = (1024, 4096);
/// Runs of one submission: default and most.
pub(super) const RUNS: (u64, u64) = (1, 20);
/// All files of an archive, in KiB.
pub(super) const EXTRACT_SIZE: u64 = 10_240;
/// Submissions in one batch.
pub(super) const BATCH: usize = 20;
/// Longest line of options of the compiler or arguments of the program, in characters.
pub(super) const OPTIONS: usize = 512;

/// All of them, as `/config_info` tells them.
pub(super) fn all(manages: bool) -> Value {
    json!({
        "maintenance_mode": false,
        "enable_wait_result": true,
        "enable_compiler_options": true,
        "allowed_languages_for_compile_options": [],
        "enable_command_line_arguments": true,
        "enable_submission_delete": manages,
        "enable_callbacks": true,
        "callbacks_max_tries": CALLBACK_MAX_TRIES,
        "callbacks_timeout": CALLBACK_TIMEOUT.as_secs_f64(),
        "enable_additional_files": true,
        "max_queue_size": MAX_QUEUE,
        "cpu_time_limit": CPU_TIME.0,
        "max_cpu_time_limit": CPU_TIME.1,
        "cpu_extra_time": CPU_EXTRA_TIME.0,
        "max_cpu_extra_time": CPU_EXTRA_TIME.1,
        "wall_time_limit": WALL_TIME.0,
        "max_wall_time_limit": WALL_TIME.1,
        "memory_limit": MEMORY.0,
        "max_memory_limit": MEMORY.1,
        "stack_limit": STACK.0,
        "max_stack_limit": STACK.1,
        "max_processes_and_or_threads": PROCESSES.0,
        "max_max_processes_and_or_threads": PROCESSES.1,
        // Limits hold for all processes of a run together: a program cannot get more by starting others.
        "enable_per_process_and_thread_time_limit": false,
        "allow_enable_per_process_and_thread_time_limit": false,
        "enable_per_process_and_thread_memory_limit": false,
        "allow_enable_per_process_and_thread_memory_limit": false,
        "max_file_size": FILE_SIZE.0,
        "max_max_file_size": FILE_SIZE.1,
        "number_of_runs": RUNS.0,
        "max_number_of_runs": RUNS.1,
        "redirect_stderr_to_stdout": false,
        "max_extract_size": EXTRACT_SIZE,
        "enable_batched_submissions": true,
        "max_submission_batch_size": BATCH,
        "submission_cache_duration": 0.0,
        "use_docs_as_homepage": false,
        // No sandbox has a network.
        "allow_enable_network": false,
        "enable_network": false,
        "disable_implicit_base64_encoding": true,
    })
}
