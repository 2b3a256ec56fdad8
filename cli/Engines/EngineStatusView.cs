using System.Text.Json;
using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Local.Store;
using Muster.Operations;

namespace Muster.Cli.Engines;

/// <summary>Shows an engine.</summary>
internal static class EngineStatusView
{
    public static void Write(CommandContext context, StoreAddress address, EngineView seen)
    {
        var writer = context.Out;
        if (seen.Holder is not { } holder)
        {
            writer.WriteLine($"No engine of {address.Text} is alive on this machine.");
            if (seen.Wanting > 0)
                writer.WriteLine($"{Human.Count(seen.Wanting, "run")} {(seen.Wanting == 1 ? "wants" : "want")} work; start one: muster engine start");
            return;
        }

        var since = holder.StartedAt is { } at ? $" since {Human.Time(at, context.Time)} ({Human.Ago(at, context.Time.GetUtcNow())})" : "";
        var name = EngineView.Name(holder);
        writer.WriteLine($"{char.ToUpperInvariant(name[0])}{name[1..]}{(holder.Host is { } host ? $" on {host}" : "")} is the engine of {address.Text}{since}.");
        if (Future(holder) is { } future)
            writer.WriteLine(future);
        if (seen.Next is { } next)
            writer.WriteLine($"Then {EngineView.Name(next)} follows, which waits for that.");
        WriteWork(context, seen);
    }

    public static void WriteJson(Utf8JsonWriter writer, EngineView seen)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("alive", seen.Holder is not null);
        Write(writer, "process_id", seen.Holder?.ProcessId);
        writer.WriteString("host", seen.Holder?.Host);
        StatusJson.Write(writer, "started_at", seen.Holder?.StartedAt);
        writer.WriteString("engine", seen.Holder?.Engine);
        writer.WriteString("role", seen.Holder?.Role is { } role ? SnakeCase.Of(role.ToString()) : null);
        writer.WriteBoolean("stopping", seen.Holder?.IsStopping == true);
        Write(writer, "next_process_id", seen.Next?.ProcessId);
        writer.WriteNumber("runs_wanting_work", seen.Wanting);
        writer.WriteStartArray("runs");
        foreach (var work in seen.Work)
        {
            writer.WriteStartObject();
            writer.WriteString("sweep_id", work.Run.Id.Value);
            writer.WriteString("sweep_name", work.Run.Name);
            writer.WriteNumber("slots", work.Slots);
            writer.WriteNumber("running", work.Running);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static string? Future(EngineHolder holder) => holder switch
    {
        { IsStopping: true } => "It was asked to end: it starts nothing more, and ends with the points that run.",
        { Role: EngineRole.Watched } => "It is a muster submit or run that somebody watches, and ends with its run.",
        { Role: EngineRole.UntilIdle } => "It ends when nothing wants work any more.",
        { Role: EngineRole.Staying } => "It stays until it is stopped: muster engine stop",
        _ => null,
    };

    private static void WriteWork(CommandContext context, EngineView seen)
    {
        if (seen.Work.Count == 0)
        {
            context.Out.WriteLine("It works on no run.");
            return;
        }

        context.Out.WriteLine();
        var table = new Table(new("ID"), new("NAME", Least: 8), new("STATE"), new("SLOTS", IsNumber: true), new("RUNNING", IsNumber: true));
        foreach (var work in seen.Work)
            table.Add(work.Run.Id.Value, work.Run.Name, $"{work.Run.State}", $"{work.Slots}", $"{work.Running}");
        table.Write(context.Out, context.Screen);
    }

    private static void Write(Utf8JsonWriter writer, string name, int? number)
    {
        if (number is { } value)
            writer.WriteNumber(name, value);
        else
            writer.WriteNull(name);
    }
}
