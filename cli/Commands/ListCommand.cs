using System.CommandLine;
using Muster.Cli.Rendering;
using Muster.Operations;

namespace Muster.Cli.Commands;

/// <summary><c>muster list</c>.</summary>
internal static class ListCommand
{
    public static Command Build(CommandContext context)
    {
        var json = CommonOptions.Json();
        var limit = new Option<int>("--limit") { Description = "Most runs to show (1 to 1000)", HelpName = "N", DefaultValueFactory = _ => 20 };
        limit.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var number) && number is >= 1 and <= 1000))
                result.AddError($"--limit is a whole number from 1 to 1000, not '{token.Value}'.");
        });
        var command = new ExplainedCommand("list", "Show the newest runs.") { limit, json };
        command.SetAction(async (parsed, cancel) =>
        {
            var path = CommonOptions.StorePathOf(parsed, context);
            using var store = context.OpenStore(path);
            var runs = store is null ? [] : await new StatusReader(store.Ports.Store, context.Time).ListAsync(new() { Most = parsed.GetValue(limit) }, cancel);
            if (parsed.GetValue(json))
                context.WriteJson(writer => RunListView.WriteJson(writer, runs));
            else if (runs.Count == 0)
                context.Error.WriteLine($"No runs yet in {path}. Start one: muster submit FILE");
            else
                RunListView.Write(context, runs);
            return ExitCode.Done;
        });
        return command;
    }
}
