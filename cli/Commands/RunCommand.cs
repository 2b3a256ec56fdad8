using System.CommandLine;
using System.CommandLine.Parsing;
using Muster.Cli.Completion;
using Muster.Cli.Reference;
using Muster.Cli.Submitting;
using Muster.Specs;

namespace Muster.Cli.Commands;

/// <summary><c>muster run</c>.</summary>
internal static class RunCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "run";

    private const string Example = "muster run --grid lr=0.1,0.01 --grid seed=1..5 -- python train.py --lr {lr} --seed {seed}";

    public static Command Build(CommandContext context)
    {
        var words = new Argument<string[]>("COMMAND") { Description = "After --: the program and its arguments, as they are; {NAME} stands for a parameter", Arity = ArgumentArity.ZeroOrMore }.WithCommand();
        var (source, sweep, submission) = (new SourceOptions(), new SweepOptions(), new SubmissionOptions());
        var command = new ExplainedCommand(Name, "Run a command for every point of a grid, or of a list.")
        {
            words, source.Grid, source.From, source.Format,
        };
        command.Line = " [OPTIONS] -- COMMAND...";
        command.Examples =
        [
            Example,
            "find . -name '*.wav' | muster run --from - -- flac --best {value}",
            "muster run --from points.csv --max-concurrent 4 --attempts 3 -- ./simulate {alpha} {beta}",
            "muster run --grid n=1..9 -- bash -c 'echo \"$PARAM_n\" > \"$MUSTER_POINT_DIR/out\"'",
        ];
        sweep.AddTo(command);
        submission.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            if (IsBare(parsed, command))
                return Task.FromResult(TellHelp(context, command));
            var asked = new ArgumentSweep
            {
                Arguments = CommandOf(parsed, command),
                Folder = Directory.GetCurrentDirectory(),
                Settings = sweep.Of(parsed),
                Grid = parsed.GetValue(source.Grid) ?? [],
                From = source.InputOf(parsed, context),
            };
            var flow = new SubmitFlow(submission.Of(parsed), context, LocalEngineOptions.Of(context));
            var address = CommonOptions.AddressOf(parsed, context);
            return flow.RunAsync(() => ReadSweep.Of(asked), address);
        });
        return command;
    }

    /// <summary>Whether nothing was asked for, but perhaps of a store.</summary>
    private static bool IsBare(ParseResult parsed, Command command) =>
        parsed.Tokens.All(token => token.Type != TokenType.DoubleDash)
        && command.Arguments.All(argument => parsed.GetResult(argument) is not { Tokens.Count: > 0 })
        && command.Options.Except(CommonOptions.OfStore).All(option => parsed.GetResult(option) is null or { Implicit: true });

    private static int TellHelp(CommandContext context, Command command)
    {
        HelpText.Write(context.Error, context.ErrorScreen.Width, CommandModel.Of(command));
        return ExitCode.Usage;
    }

    /// <summary>All that follows <c>--</c>, also what looks like an option of ours.</summary>
    private static IReadOnlyList<string> CommandOf(ParseResult parsed, Command command)
    {
        var before = parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).ToList();
        var stray = before.Find(token => token.Type == TokenType.Argument && IsStray(token, parsed));
        if (stray?.Value.StartsWith('-') == true)
            throw new UsageException($"{Complaint.NoOption(stray.Value, command)} See 'muster {Name} --help'.");
        if (stray is not null)
            throw new UsageException($"'muster {Name}' takes no '{stray.Value}' before '--'. The command and its arguments come after it: {Example}");
        IReadOnlyList<string> words = [.. parsed.Tokens.Skip(before.Count + 1).Select(token => token.Value)];
        return words is [{ Length: > 0 }, ..] ? words : throw new UsageException($"'muster {Name}' needs a command after '--', such as: {Example}");
    }

    /// <summary>Whether a word before the command is no option's value.</summary>
    private static bool IsStray(Token token, ParseResult parsed) =>
        !parsed.CommandResult.Children.Concat(parsed.RootCommandResult.Children).OfType<OptionResult>().Any(option => option.Tokens.Contains(token));
}
