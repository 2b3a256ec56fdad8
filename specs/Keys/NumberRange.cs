using System.Text.Json.Nodes;

namespace Muster.Specs.Keys;

/// <summary>The numbers from a least one, or from above it, to a greatest one, which is among them.</summary>
internal sealed record NumberRange
{
    private readonly decimal _least;
    private readonly decimal _most;
    private readonly bool _above;

    private NumberRange(decimal least, decimal most, bool above) => (_least, _most, _above) = (least, most, above);

    public static NumberRange From(decimal least, decimal most) => new(least, most, above: false);

    public static NumberRange Above(decimal least, decimal most) => new(least, most, above: true);

    public bool Holds(decimal number) => number <= _most && (_above ? number > _least : number >= _least);

    public JsonObject Schema() => new() { ["type"] = "number", [_above ? "exclusiveMinimum" : "minimum"] = _least, ["maximum"] = _most };
}
