using System.CommandLine;
using Muster.Cli.Rendering;
using Muster.Operations;

namespace Muster.Cli.Commands;

/// <summary><c>muster acct</c>.</summary>
internal static class AcctCommand
{
    public static Command Build(CommandContext context)
    {
        var (run, json) = (CommonOptions.Run(), CommonOptions.Json());
        var (points, columns) = (new PointOptions(), AccountColumn.Option());
        var command = new ExplainedCommand("acct", "Show what each attempt of a run's points has taken, in all rounds, and the totals.")
        {
            run, points.Indexes, points.State, points.Where, columns, json,
        };
        command.Examples = ["muster acct last", "muster acct last 3,7-9 --format index,attempt,run,cpu", "muster acct last --state failed --json"];
        command.SetAction((parsed, cancel) =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(columns) is not null)
                throw new UsageException("--format chooses the columns of the table; --json has all fields. Leave one of them out.");
            return CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
            {
                var reader = await AccountReader.OpenAsync(store.Ports, found, cancel);
                if (parsed.GetValue(json))
                    await AccountView.WriteJsonAsync(context, reader, points.Of(parsed), cancel);
                else
                    await AccountView.WriteAsync(context, reader, points.Of(parsed), parsed.GetValue(columns) ?? AccountColumn.Usual, cancel);
                return ExitCode.Done;
            });
        });
        return command;
    }
}
