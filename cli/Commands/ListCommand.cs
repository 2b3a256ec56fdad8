using System.CommandLine;
using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Cli.Watching;
using Muster.Operations;

namespace Muster.Cli.Commands;

/// <summary><c>muster list</c>.</summary>
internal static class ListCommand
{
    private const int UsualLimit = 20;

    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var limit = Words.Number("--limit", $"Most runs to show (default: {UsualLimit})", most: 1000);
        var watch = new Option<bool>("--watch") { Description = "Show them until Ctrl-C: in place on a terminal, else whenever they changed" };
        var every = Words.Time("--every", "With --watch: look so often (default: 500ms on a terminal, else 2s)");
        var command = new ExplainedCommand("list", "Show the newest runs.") { limit, json, watch, every };
        command.Examples = ["muster list", "muster list --limit 5 --json", "muster list --watch"];
        command.AlsoExitsWith = [ExitCode.Interrupted];
        command.SetAction(async (parsed, cancel) =>
        {
            var address = CommonOptions.AddressOf(parsed, context);
            using var store = context.OpenStore(address);
            if (store is null)
                MissingStore.Check(address);
            var (most, asJson) = (parsed.GetValue(limit) ?? UsualLimit, parsed.GetValue(json));
            if (!WatchOptions.IsAsked(parsed, watch, every))
            {
                Write(context, store is null ? [] : await new StatusReader(store.Ports).ListAsync(new() { Most = most }, cancel), asJson, address);
                return ExitCode.Done;
            }

            if (store is null)
                throw new UsageException($"There is no store in {address.Text} yet, so there is nothing to watch. Start a run: muster submit FILE");
            var reader = new StatusReader(store.Ports);
            await new WatchLoop(context, new(parsed.GetValue(every), store.Pace.StatusEvery, IsDrawn: !asJson)).RunAsync(async stop =>
            {
                var runs = await reader.ListAsync(new() { Most = most }, stop);
                return new(screen => RunListView.Draw(runs, screen, context.Time), () => Write(context, runs, asJson, address), StateOf(runs), IsLast: false);
            });
            return ExitCode.Interrupted;
        });
        return command;
    }

    private static void Write(CommandContext context, IReadOnlyList<RunStatus> runs, bool json, StoreAddress address)
    {
        if (json)
            context.WriteJson(writer => RunListView.WriteJson(writer, runs));
        else if (runs.Count == 0)
            context.Say($"No runs yet in {address.Text}. Start one: muster submit FILE");
        else
            RunListView.Write(context, runs);
    }

    private static string StateOf(IReadOnlyList<RunStatus> runs) => string.Join(' ', runs.Select(status => $"{status.Run.Id}:{status.State}:{status.Counts}"));
}
