using System.Text.Json.Nodes;
using Muster.Testing.Platform.Patterns;

namespace Muster.Testing.Platform.Buses;

/// <summary>A rule of an event bus.</summary>
/// <param name="Bus">The bus: its ARN.</param>
/// <param name="Name">The rule's name.</param>
/// <param name="Pattern">What it takes.</param>
/// <param name="Targets">Where that goes.</param>
public sealed record BusRule(string Bus, string Name, EventPattern Pattern, IReadOnlyList<BusTarget> Targets);

/// <summary>A target of a rule.</summary>
/// <param name="Arn">What is called: a bus, a machine, a function.</param>
/// <param name="Shape">What it gets of an event; null: the event itself.</param>
public sealed record BusTarget(string Arn, Func<JsonObject, JsonNode>? Shape = null);

/// <summary>How buses deliver.</summary>
/// <param name="Latest">How late at most an event comes; by chance from none to that, so that events overtake each other.</param>
/// <param name="Doubled">The chance of a second delivery, 0 to 1.</param>
public sealed record BusWeather(TimeSpan Latest, double Doubled)
{
    /// <summary>At once, once, in order.</summary>
    public static BusWeather Calm { get; } = new(TimeSpan.Zero, 0);
}
