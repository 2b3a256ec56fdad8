using System.CommandLine;
using Muster.Cli.Rendering;
using Muster.Cli.Stores;
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
        var command = new ExplainedCommand("list", "Show the newest runs.") { limit, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var address = CommonOptions.AddressOf(parsed, context);
            using var store = context.OpenStore(address);
            if (store is null)
                MissingStore.Check(address);
            var runs = store is null ? [] : await new StatusReader(store.Ports).ListAsync(new() { Most = parsed.GetValue(limit) ?? UsualLimit }, cancel);
            if (parsed.GetValue(json))
                context.WriteJson(writer => RunListView.WriteJson(writer, runs));
            else if (runs.Count == 0)
                context.Say($"No runs yet in {address.Text}. Start one: muster submit FILE");
            else
                RunListView.Write(context, runs);
            return ExitCode.Done;
        });
        return command;
    }
}
