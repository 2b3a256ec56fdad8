using System.Text.Json.Nodes;
using Muster.Aws.Contracts;

namespace Muster.Infra.Machines;

/// <summary>Where a spoke's machines are, and how they answer.</summary>
/// <param name="Deployment">The deployment's name.</param>
/// <param name="Account">The spoke's account.</param>
/// <param name="Region">The spoke's region.</param>
internal sealed record SpokePlace(string Deployment, string Account, string Region)
{
    /// <summary>A state that tells the hub something.</summary>
    /// <param name="type">The event's type.</param>
    /// <param name="detail">What it tells, beside where it comes from.</param>
    public JsonObject Tell(string type, JsonObject detail)
    {
        var all = new JsonObject { ["deployment"] = Deployment, ["account"] = Account, ["region"] = Region };
        foreach (var (name, value) in detail)
            all[name] = value?.DeepClone();
        return State.Put(new JsonArray(new JsonObject
        {
            ["Source"] = PlatformEvents.FromSpoke,
            ["DetailType"] = type,
            ["EventBusName"] = new PlatformNames(Deployment).SpokeBus,
            ["Detail"] = all,
        })).KeptNowhere();
    }

    /// <summary>A rule: an order is of another deployment.</summary>
    public JsonObject IsOfAnother(string next) => Match.Differs("$.deployment", Deployment, next);
}
