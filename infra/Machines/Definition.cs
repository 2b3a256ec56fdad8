using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Muster.Infra.Machines;

/// <summary>
/// A state machine in the Amazon States Language, with JSONPath. States are named for people, because the console shows the names.
/// The first one that is added is where it starts.
/// </summary>
/// <param name="comment">What it is for.</param>
internal sealed class Definition(string comment)
{
    // Nothing of it is ever put into a page: what is readable as it is stays so.
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly JsonObject states = [];
    private string? first;

    /// <summary>Adds a state.</summary>
    public Definition Add(string name, JsonObject state)
    {
        first ??= name;
        states.Add(name, state);
        return this;
    }

    /// <summary>The machine as a part of another: a branch, or what a map does with each item.</summary>
    public JsonObject ToPart() => new() { ["StartAt"] = first, ["States"] = states.DeepClone() };

    /// <summary>The machine as the service takes it.</summary>
    public string ToJson() => new JsonObject { ["Comment"] = comment, ["StartAt"] = first, ["States"] = states.DeepClone() }.ToJsonString(s_readable);
}
