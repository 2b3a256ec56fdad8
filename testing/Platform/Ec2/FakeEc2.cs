using System.Collections.Concurrent;

namespace Muster.Testing.Platform.Ec2;

/// <summary>EC2 of many accounts and regions. All chance comes from one source, so that a seed tells what happens.</summary>
/// <param name="time">The clock.</param>
/// <param name="chance">Chance; may be called by several at a time.</param>
public sealed class FakeEc2(TimeProvider time, Func<double> chance)
{
    private readonly ConcurrentDictionary<(string, string), Ec2Place> places = new();

    /// <summary>Told of each place before it is first used.</summary>
    public Action<Ec2Place> Opened { get; init; } = static _ => { };

    /// <summary>The places that were used.</summary>
    public IEnumerable<Ec2Place> Places => places.Values;

    /// <summary>EC2 in an account and region.</summary>
    public Ec2Place In(string account, string region) => places.GetOrAdd((account, region), _ =>
    {
        var place = new Ec2Place(account, region, time, chance) { Catalogue = Ec2Catalogue.Of(region) };
        Opened(place);
        return place;
    });
}
