using System.CommandLine;
using Muster.Cli.Rendering;
using Muster.Operations;

namespace Muster.Cli.Commands;

/// <summary><c>muster why</c>.</summary>
internal static class WhyCommand
{
    public static Command Build(CommandContext context)
    {
        var (run, json) = (CommonOptions.Run(), CommonOptions.Json());
        var index = CommonOptions.Index("A point, counted from 0 (default: the run as a whole)");
        var pool = Words.Number("--pool", "A pool of the run's points, counted from 0, instead of a point: those that share a placement", least: 0);
        var command = new ExplainedCommand("why", "Explain why a run, or a point or a pool of it, is where it is.") { run, index, pool, json };
        command.Examples = ["muster why last", "muster why last 17", "muster why last --pool 0"];
        command.SetAction((parsed, cancel) => CommonOptions.WithRunAsync(context, parsed, run, async (store, found) =>
        {
            var why = new RunWhy(store.Ports);
            var explanation = (parsed.GetValue(index), parsed.GetValue(pool)) switch
            {
                ({ } point, null) => await why.OfPointAsync(found.Id, point, cancel),
                (null, { } number) => await new PoolWhy(store.Ports).OfPoolAsync(found.Id, number, cancel),
                (null, null) => await why.OfRunAsync(found.Id, cancel),
                _ => throw new UsageException("INDEX explains a point, --pool a pool; give only one of them."),
            };
            if (parsed.GetValue(json))
                context.WriteJson(writer => ExplanationJson.Write(writer, explanation));
            else
                ExplanationView.Write(context, explanation);
            return ExitCode.Done;
        }));
        return command;
    }
}
