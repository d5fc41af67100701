//! Runs the validators of a problem, each in a sandbox of its own.

use std::sync::Arc;

use sandbox::{Command, Limits, Outcome, Pair, Sandbox, Supervisor};

use super::judgement::{Feedback, MAX_MESSAGE};
use super::{Helper, Judgement, Protocol, Ruling, Validator};
use crate::compile::Compiler;
use crate::compiled::Compiled;
use crate::program::environment;
use crate::{Error, Language, Languages, TaskLimits};

/// Where a validator finds its files.
const INPUT: &str = "data/test.in";
const ANSWER: &str = "data/test.ans";
const OUTPUT: &str = "data/test.out";
const FEEDBACK: &str = "feedback/";
const NEXT_PASS: &str = "feedback/nextpass.in";
/// Largest input of a next pass, and largest file that an interactor hands to its checker.
const MAX_HANDED_ON: u64 = 32 << 20;

/// One pass of one test, as its validators see it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Turn<'a> {
    /// Input and answer of the test, the same in every pass.
    pub(crate) input: &'a str,
    pub(crate) answer: &'a str,
    /// Arguments of the test, if they are not those of the problem.
    pub(crate) args: Option<&'a [String]>,
    /// Counting from 0.
    pub(crate) pass: u32,
}

/// What came of a conversation.
pub(crate) struct Conversation {
    /// How the submission ended.
    pub(crate) player: Outcome,
    pub(crate) judgement: Judgement,
    /// The interactor ended before the submission did.
    pub(crate) interactor_ended_first: bool,
    /// A limit ended the interactor, which is nobody's fault but its own.
    pub(crate) interactor_over_limit: bool,
}

/// The validators of one problem, compiled, at work on one submission.
pub(crate) struct Referee<'a> {
    supervisor: &'a Supervisor,
    pub(super) validator: &'a Validator,
    /// The checkers in order, then the interactor.
    programs: Vec<Ready<'a>>,
    /// The sandbox that is open, and whose it is.
    open: Option<(usize, Sandbox)>,
}

/// A compiled helper.
pub(crate) struct Ready<'a> {
    name: &'a str,
    language: &'a Language,
    compiled: Arc<Compiled>,
    command: Command,
}

impl<'a> Ready<'a> {
    /// Compiles a helper, or finds it compiled.
    ///
    /// # Errors
    /// `Helper` when its language is missing here, or it does not compile; `Sandbox`.
    pub(crate) fn new(
        compiler: &Compiler,
        languages: &'a Languages,
        helper: &'a Helper,
        limits: &TaskLimits,
    ) -> Result<Self, Error> {
        let failed = |message: String| Error::Helper { name: helper.name.clone(), message };
        let language = languages
            .get(&helper.language)
            .ok_or_else(|| failed(format!("there is no language `{}` here", helper.language)))?;
        if !language.available {
            return Err(failed(format!("{} is not installed here: {}", language.name, language.install_hint)));
        }
        let program = helper.program(language);
        let mut compilation = compiler.compile(language, &program)?;
        compiler.keep(&mut compilation);
        let compiled = compilation.compiled;
        if compiled.files.is_none() {
            return Err(failed(format!("it does not compile:\n{}", compiled.report.output)));
        }
        let mut command = Command::new(program.run_command(language, limits));
        command.env = environment(language);
        let memory_bytes = language.effective_limits(limits).memory_kb * 1024;
        command.limits = Limits {
            cpu_time_us: limits.time_ms * 1000,
            // It may wait for a busy machine, and only a fault makes it wait for anything else.
            wall_time_us: limits.time_ms * 3000 + 10_000_000,
            memory_bytes,
            stack_bytes: memory_bytes.max(64 << 20),
            processes: language.spec.processes,
            stdout_bytes: limits.output_kb * 1024,
            ..Limits::default()
        };
        Ok(Self { name: &helper.name, language, compiled, command })
    }

    /// Opens a sandbox with the program in it.
    pub(crate) fn open(&self, supervisor: &Supervisor) -> Result<Sandbox, Error> {
        let mut sandbox = supervisor.open(&self.language.run_root())?;
        for file in self.compiled.files.iter().flatten() {
            sandbox.put(&file.name, &file.content, file.executable)?;
        }
        Ok(sandbox)
    }

    /// The command with these arguments behind it.
    pub(crate) fn command(&self, args: impl IntoIterator<Item = String>) -> Command {
        let mut command = self.command.clone();
        command.argv.extend(args);
        command
    }
}

impl<'a> Referee<'a> {
    pub(crate) fn new(
        supervisor: &'a Supervisor,
        compiler: &Compiler,
        languages: &'a Languages,
        validator: &'a Validator,
    ) -> Result<Self, Error> {
        let helpers = validator.checkers.iter().chain(&validator.interactor);
        let programs = helpers.map(|helper| Ready::new(compiler, languages, helper, &validator.limits));
        Ok(Self { supervisor, validator, programs: programs.collect::<Result<_, _>>()?, open: None })
    }

    pub(crate) fn is_interactive(&self) -> bool {
        self.validator.interactor.is_some()
    }

    pub(crate) fn passes(&self) -> u32 {
        self.validator.passes
    }

    /// Asks every checker about an output. The first that does not accept decides; else the last message and the last
    /// points count.
    pub(crate) fn check(&mut self, turn: &Turn<'_>, output: &[u8]) -> Result<Judgement, Error> {
        let mut decided: Option<Judgement> = None;
        for index in 0..self.validator.checkers.len() {
            self.prepare(index, turn, Some(output))?;
            let mut command = self.programs[index].command(self.arguments(turn, true));
            command.keep_workspace = turn.pass > 0;
            if self.validator.protocol == Protocol::Icpc {
                command.stdin = output.into();
            }
            let outcome = self.sandbox(index)?.run(&command)?;
            let mut judgement = self.judgement(index, &outcome)?;
            if judgement.ruling != Ruling::Accepted {
                return Ok(judgement);
            }
            if let Some(before) = decided {
                judgement.message = judgement.message.or(before.message);
                judgement.team_message = judgement.team_message.or(before.team_message);
                judgement.points = judgement.points.or(before.points);
            }
            decided = Some(judgement);
        }
        Ok(decided.unwrap_or_else(|| Judgement::broken("the problem has no output validator")))
    }

    /// Lets the interactor and a submission talk, and asks the checkers behind it, if there are any.
    pub(crate) fn converse(
        &mut self,
        turn: &Turn<'_>,
        player: &mut Sandbox,
        player_command: &Command,
    ) -> Result<Conversation, Error> {
        let index = self.validator.checkers.len();
        self.prepare(index, turn, None)?;
        let mut command = self.programs[index].command(self.arguments(turn, false));
        command.keep_workspace = turn.pass > 0;
        // It has to see the end of a submission that the wall limit ends.
        command.limits.wall_time_us += player_command.limits.wall_time_us;
        let Pair { first: referee, second: player, first_left_first } =
            Sandbox::run_pair((self.sandbox(index)?, &command), (player, player_command))?;
        let mut judgement = self.judgement(index, &referee)?;
        if judgement.ruling == Ruling::Accepted && index > 0 && player.success() {
            match self.sandbox(index)?.get(OUTPUT, MAX_HANDED_ON) {
                Ok(output) => judgement = self.check(turn, &output.unwrap_or_default())?,
                Err(error) => judgement = Judgement::broken(fault(error)?),
            }
        }
        Ok(Conversation {
            interactor_ended_first: first_left_first,
            interactor_over_limit: referee.limit.is_some_and(|limit| limit != sandbox::Limit::Processes),
            player,
            judgement,
        })
    }

    /// Puts the test's files where the program expects them.
    fn prepare(&mut self, index: usize, turn: &Turn<'_>, output: Option<&[u8]>) -> Result<(), Error> {
        let protocol = self.validator.protocol;
        let sandbox = self.sandbox(index)?;
        if turn.pass == 0 {
            sandbox.put(INPUT, turn.input.as_bytes(), false)?;
            sandbox.put(ANSWER, turn.answer.as_bytes(), false)?;
            if protocol == Protocol::Icpc {
                // The directory must exist; it has room for what the validator wants to write.
                sandbox.put("feedback/.keep", b"", false)?;
            }
        } else {
            sandbox.remove(NEXT_PASS)?;
        }
        if let (Protocol::Testlib, Some(output)) = (protocol, output) {
            sandbox.put(OUTPUT, output, false)?;
        }
        Ok(())
    }

    fn arguments(&self, turn: &Turn<'_>, is_checker: bool) -> Vec<String> {
        let at = |name: &str| format!("/workspace/{name}");
        let mut words = match (self.validator.protocol, is_checker) {
            (Protocol::Icpc, _) => vec![at(INPUT), at(ANSWER), at(FEEDBACK)],
            (Protocol::Testlib, true) => vec![at(INPUT), at(OUTPUT), at(ANSWER)],
            (Protocol::Testlib, false) => vec![at(INPUT), at(OUTPUT), at(ANSWER)],
        };
        words.extend_from_slice(turn.args.unwrap_or(&self.validator.args));
        words
    }

    /// The sandbox of one program; that of another one is given back first, so that one is enough.
    fn sandbox(&mut self, index: usize) -> Result<&mut Sandbox, Error> {
        if self.open.as_ref().is_none_or(|(open, _)| *open != index) {
            self.open = None;
            self.open = Some((index, self.programs[index].open(self.supervisor)?));
        }
        let (_, sandbox) = self.open.as_mut().expect("it was opened just now");
        Ok(sandbox)
    }

    fn judgement(&mut self, index: usize, outcome: &Outcome) -> Result<Judgement, Error> {
        let (protocol, name) = (self.validator.protocol, self.programs[index].name);
        let mut feedback = Feedback::default();
        if protocol == Protocol::Icpc {
            let sandbox = self.sandbox(index)?;
            // A message that is too long, or no file, is not worth failing for.
            let mut message = |file: &str| match sandbox.get(file, 64 * MAX_MESSAGE as u64) {
                Ok(found) => Ok(found),
                Err(error) => fault(error).map(|_| None),
            };
            feedback.judge_message = message("feedback/judgemessage.txt")?;
            feedback.team_message = message("feedback/teammessage.txt")?;
            let wanted = [
                ("feedback/score.txt", 4096, &mut feedback.score),
                ("feedback/score_multiplier.txt", 4096, &mut feedback.score_multiplier),
                (NEXT_PASS, MAX_HANDED_ON, &mut feedback.next_pass),
            ];
            for (file, most, place) in wanted {
                match sandbox.get(file, most) {
                    Ok(found) => *place = found,
                    Err(error) => return Ok(Judgement::broken(format!("{name}: {}", fault(error)?))),
                }
            }
        }
        Ok(Judgement::new(protocol, name, outcome, feedback))
    }
}

/// What is wrong with a file that a program left; the sandbox's own failures stay errors.
fn fault(error: sandbox::Error) -> Result<String, Error> {
    match error {
        sandbox::Error::TooLarge { .. } | sandbox::Error::File { .. } => Ok(error.to_string()),
        other => Err(other.into()),
    }
}
