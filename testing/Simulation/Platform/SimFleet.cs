using Muster.Fleet;
using Muster.Offers;

namespace Muster.Testing.Simulation.Platform;

/// <summary>A fleet as it was first sent: what is sent again is the same.</summary>
/// <param name="Token">Its token.</param>
/// <param name="Spoke">Where it is launched.</param>
/// <param name="Members">Its intents as they were recorded, in the order in which what comes is handed out.</param>
/// <param name="Choice">How it is launched.</param>
/// <param name="Request">The request, in UTF-8.</param>
internal sealed record SimFleet(string Token, SpokeKey Spoke, IReadOnlyList<LaunchIntent> Members, FleetChoice Choice, byte[] Request)
{
    public DateTimeOffset NotAfter => Members.Min(intent => intent.NotAfter);
}
