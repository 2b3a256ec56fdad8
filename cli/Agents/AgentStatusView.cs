using System.Text.Json;
using Muster.Cli.Rendering;
using Muster.Cli.Stores;
using Muster.Operations;

namespace Muster.Cli.Agents;

/// <summary>Shows agents.</summary>
internal static class AgentStatusView
{
    public static void Write(CommandContext context, StoreAddress address, IReadOnlyList<AgentView> agents)
    {
        if (agents.Count == 0)
        {
            context.Out.WriteLine($"No agent of {address.Text} is on this machine. Start one: muster agent");
            return;
        }

        var table = new Table(new("AGENT"), new("PROCESS", IsNumber: true), new("HEALTH"), new("RUNS", IsNumber: true), new("RUNNING", IsNumber: true), new("STARTED"));
        foreach (var agent in agents)
        {
            table.Add(
                agent.File.Name, $"{agent.File.ProcessId}", SnakeCase.Of(agent.Health.ToString()), $"{agent.Work.Count}", $"{agent.Running}",
                Human.Ago(agent.File.StartedAt, context.Time.GetUtcNow()));
        }

        table.Write(context.Out, context.Screen);
        foreach (var agent in agents.Where(agent => Text(agent, context) is not null))
            context.Out.WriteLine($"{agent.File.Name}: {Text(agent, context)}");
    }

    public static void WriteJson(Utf8JsonWriter writer, IReadOnlyList<AgentView> agents)
    {
        writer.WriteStartArray();
        foreach (var agent in agents)
            WriteJson(writer, agent);
        writer.WriteEndArray();
    }

    private static string? Text(AgentView agent, CommandContext context)
    {
        var deadline = agent.File.Deadline is { } at ? $"It stops its work at {Human.Time(at, context.Time)}." : null;
        var parts = new[] { agent.Problem, agent.File.Guards is { Length: > 0 } guards ? guards : deadline }.OfType<string>().ToArray();
        return parts.Length == 0 ? null : string.Join(' ', parts);
    }

    private static void WriteJson(Utf8JsonWriter writer, AgentView agent)
    {
        writer.WriteStartObject();
        writer.WriteString("agent", agent.File.Name);
        writer.WriteNumber("process_id", agent.File.ProcessId);
        StatusJson.Write(writer, "started_at", agent.File.StartedAt);
        writer.WriteString("health", SnakeCase.Of(agent.Health.ToString()));
        writer.WriteString("problem", agent.Problem);
        writer.WriteString("only_run", agent.File.Run);
        if (agent.File.Slots is { } slots)
            writer.WriteNumber("slots", slots);
        else
            writer.WriteNull("slots");
        writer.WriteBoolean("once", agent.File.Once);
        StatusJson.Write(writer, "deadline", agent.File.Deadline);
        writer.WriteString("guards", agent.File.Guards);
        writer.WriteNumber("running", agent.Running);
        writer.WriteStartArray("runs");
        foreach (var (run, worker) in agent.Work)
        {
            writer.WriteStartObject();
            writer.WriteString("sweep_id", run.Id.Value);
            writer.WriteString("sweep_name", run.Name);
            writer.WriteNumber("slots", worker.Slots);
            writer.WriteNumber("running", worker.Running);
            writer.WriteBoolean("coordinates", run.Lock?.Owner == agent.File.Name);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
