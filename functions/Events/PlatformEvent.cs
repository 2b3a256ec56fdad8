using System.Text.Json;
using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Functions.Input;

namespace Muster.Functions.Events;

/// <summary>An event as a bus delivers it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Its detail-type.</param>
/// <param name="Source">Who sent it.</param>
/// <param name="Spoke">Where what it tells of is.</param>
/// <param name="At">When it was sent (UTC), to the second.</param>
/// <param name="Detail">What it tells.</param>
internal sealed record PlatformEvent(string Id, string Kind, string Source, SpokeKey Spoke, DateTimeOffset At, Fields Detail)
{
    /// <summary>Whether it is of EC2, and not of a spoke's machines.</summary>
    public bool IsOfEc2 => Source == PlatformEvents.FromEc2;

    /// <summary>Whether an input is an event.</summary>
    public static bool IsMeant(JsonElement input) => input.ValueKind == JsonValueKind.Object && input.TryGetProperty("detail-type", out _);

    /// <summary>Reads an event.</summary>
    /// <param name="input">The envelope with its detail.</param>
    /// <param name="deployment">This deployment; what another one sent is refused.</param>
    /// <exception cref="InputException">It is none, or of another deployment.</exception>
    public static PlatformEvent Read(JsonElement input, string deployment)
    {
        var envelope = Fields.Of(input, "event");
        var kind = envelope.Text("detail-type");
        var source = envelope.Word("source", PlatformEvents.FromSpoke, PlatformEvents.FromEc2);
        var detail = Fields.Of(envelope.Object("detail").Json, kind);
        if (source == PlatformEvents.FromSpoke && detail.Text("deployment") is var other && other != deployment)
            throw new InputException($"{kind}: the field 'deployment' is \"{other}\"; this is the deployment {deployment}. Two deployments share a bus, or a rule: correct them.");
        var place = source == PlatformEvents.FromSpoke ? detail : envelope;
        return new(envelope.TextOrNull("id") ?? "none", kind, source, new(place.Text("account"), place.Text("region")), envelope.Time("time"), detail);
    }
}
