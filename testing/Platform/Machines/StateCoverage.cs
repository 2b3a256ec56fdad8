using System.Collections.Concurrent;
using System.Text;

namespace Muster.Testing.Platform.Machines;

/// <summary>Which states were entered, which Catch and which Retry was taken, of all machines that were executed.</summary>
public sealed class StateCoverage
{
    private readonly ConcurrentDictionary<string, StateMachine> machines = new();
    private readonly ConcurrentDictionary<string, int> seen = new();

    /// <summary>Counts a machine's states among those that are to be seen.</summary>
    public void Add(StateMachine machine) => machines.TryAdd(machine.Name, machine);

    /// <summary>What was not seen, such as <c>launch: Launch, Catch 2 (States.ALL)</c>; empty: everything was.</summary>
    public IReadOnlyList<string> Missing =>
        [.. machines.Values.OrderBy(machine => machine.Name, StringComparer.Ordinal).SelectMany(Places).Where(place => !seen.ContainsKey(place.Key)).Select(place => place.Text)];

    /// <summary>Adds what was seen elsewhere.</summary>
    public void Add(StateCoverage other)
    {
        foreach (var machine in other.machines.Values)
            Add(machine);
        foreach (var (key, times) in other.seen)
            seen.AddOrUpdate(key, times, (_, before) => before + times);
    }

    /// <summary>A line for each machine, then what is missing.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var machine in machines.Values.OrderBy(machine => machine.Name, StringComparer.Ordinal))
        {
            var places = Places(machine).ToList();
            text.AppendLine($"{machine.Name}: {Count(places, "entered")} states, {Count(places, "caught")} catches, {Count(places, "retried")} retries");
        }

        foreach (var missing in Missing)
            text.AppendLine($"  not taken: {missing}");
        return text.ToString();
    }

    internal void Saw(string machine, string kind, string state, int index) =>
        seen.AddOrUpdate(Key(machine, kind, state, index), 1, (_, before) => before + 1);

    private string Count(List<Place> places, string kind)
    {
        var ofKind = places.Where(place => place.Kind == kind).ToList();
        return $"{ofKind.Count(place => seen.ContainsKey(place.Key))}/{ofKind.Count}";
    }

    private static string Key(string machine, string kind, string state, int index) => $"{machine}/{kind}/{state}/{index}";

    private static IEnumerable<Place> Places(StateMachine machine)
    {
        foreach (var (name, state) in machine.States())
        {
            yield return new(Key(machine.Name, "entered", name, 0), "entered", $"{machine.Name}: {name}");
            foreach (var (kind, list) in new[] { ("caught", "Catch"), ("retried", "Retry") })
            {
                var many = state[list]?.AsArray() ?? [];
                for (var index = 0; index < many.Count; index++)
                    yield return new(Key(machine.Name, kind, name, index), kind, $"{machine.Name}: {name}, {list} {index} ({Errors(many[index]!)})");
            }
        }
    }

    private static string Errors(System.Text.Json.Nodes.JsonNode entry) => string.Join(", ", entry["ErrorEquals"]!.AsArray());

    private readonly record struct Place(string Key, string Kind, string Text);
}
