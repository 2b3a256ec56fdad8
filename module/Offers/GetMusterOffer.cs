using System.Globalization;
using System.Management.Automation;
using Muster.Cli;
using Muster.Cli.Offers;
using Muster.Cli.Rendering;
using Muster.Offers;
using Muster.Placement;
using Muster.PowerShell.Pipeline;
using Muster.PowerShell.Views;
using Muster.PowerShell.World;
using Muster.Units;

namespace Muster.PowerShell.Offers;

/// <summary>
/// <c>Get-MusterOffer</c>: what machines could be had, with their prices, cheapest first: those of a platform's accounts and regions; without a platform, this machine. How old the lists are is said in the verbose stream.
/// </summary>
[Cmdlet(VerbsCommon.Get, "MusterOffer")]
[OutputType(typeof(MusterOffer))]
public sealed class GetMusterOffer : StoreCmdlet
{
    /// <summary>Only types like this pattern, such as c5.*|m5.large.</summary>
    [Parameter(Position = 0)]
    public string? Type { get; set; }

    /// <summary>Only machines with at least so many vCPUs.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Vcpu { get; set; }

    /// <summary>Only machines with at least so much memory, such as 16GiB, or a number of bytes such as 16GB, by which PowerShell means the same.</summary>
    [Parameter]
    public object? Memory { get; set; }

    /// <summary>Only machines with at least so many GPUs.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Gpu { get; set; }

    /// <summary>Only machines that cost at most so much, in USD per hour. What has no known price is left out.</summary>
    [Parameter]
    public decimal? MaxPrice { get; set; }

    /// <summary>Only machines of this region.</summary>
    [Parameter]
    public string? InRegion { get; set; }

    /// <summary>Looks at spot prices, and leaves out what has none.</summary>
    [Parameter]
    public SwitchParameter Spot { get; set; }

    /// <summary>The order: by Price, the cheapest first and unknown prices last; by Vcpu, by Memory, or by Name.</summary>
    [Parameter]
    public OfferOrder Sort { get; set; }

    /// <summary>At most so many; left out: all.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? First { get; set; }

    internal override async Task EndAsync(ICmdletSink sink, CancellationToken cancel)
    {
        var query = Query();
        using var world = ModuleWorld.Of(sink.Tell, cancel);
        var seen = await OfferWorld.ReadAsync(world, await FindStoreAsync(sink), cancel);
        var found = OfferSearch.Find(seen.Offers, query);
        foreach (var offer in found.Take(First ?? int.MaxValue))
            sink.Write(new MusterOffer(offer));
        if (found.Count == 0)
            sink.Tell($"None of {Human.Count(seen.Offers.Count, "offer")} meets all of that.");
        OfferView.SayAges(world, seen);
    }

    private OfferQuery Query() => new()
    {
        Vcpus = Vcpu,
        MemoryBytes = Memory is null ? null : BytesOf(Memory),
        Gpus = Gpu,
        MaxUsd = MaxPrice,
        Region = InRegion,
        Types = Type is null ? null
            : InstanceTypePattern.TryParse(Type, out var pattern, out var problem) ? pattern
            : throw new UsageException($"-Type is '{Type}', which is no pattern of instance types: {problem}."),
        Spot = Spot,
        Order = Sort,
    };

    private static long BytesOf(object memory)
    {
        var text = Convert.ToString(memory is PSObject wrapped ? wrapped.BaseObject : memory, CultureInfo.InvariantCulture) ?? "";
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) || MemorySize.TryParse(text, out bytes)
            ? bytes
            : throw new UsageException($"-Memory is '{text}'; it is {MemorySize.Allowed}, or a number of bytes.");
    }
}
