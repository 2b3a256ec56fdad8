namespace Muster.Resources;

/// <summary>How runs share one machine: what runs stays, and what is free goes to the runs in their order of service.</summary>
public static class SlotSharing
{
    /// <summary>Slots that each run may use now, in the order given; never less than it uses.</summary>
    /// <param name="machine">What the machine has.</param>
    /// <param name="runs">The runs in their order of service.</param>
    public static IReadOnlyList<int> Share(Machine machine, IReadOnlyList<SlotDemand> runs)
    {
        decimal cpus = machine.Cpus;
        decimal memory = machine.MemoryBytes ?? 0;
        var gpus = machine.Gpus.Count;
        foreach (var run in runs)
        {
            cpus -= run.Running * run.Request.Cpus;
            memory -= run.Running * (decimal)(run.Request.MemoryBytes ?? 0);
            gpus -= run.Running * run.Request.Gpus;
        }

        var shares = new int[runs.Count];
        for (var i = 0; i < runs.Count; i++)
        {
            var request = runs[i].Request;
            var fit = Math.Floor(Math.Max(0, cpus) / request.Cpus);
            if (request.MemoryBytes is { } bytes && machine.MemoryBytes is not null)
                fit = Math.Min(fit, Math.Floor(Math.Max(0, memory) / bytes));
            if (request.Gpus > 0)
                fit = Math.Min(fit, Math.Max(0, gpus) / request.Gpus);
            var more = (int)Math.Min(fit, runs[i].Wanted);
            cpus -= more * request.Cpus;
            memory -= more * (decimal)(request.MemoryBytes ?? 0);
            gpus -= more * request.Gpus;
            shares[i] = runs[i].Running + more;
        }

        return shares;
    }
}

/// <summary>What one run uses and wants of a machine.</summary>
/// <param name="Request">What each of its points needs.</param>
/// <param name="Running">Points that it runs.</param>
/// <param name="Wanted">Points that it could start at once, 0 or more.</param>
public readonly record struct SlotDemand(ResourceRequest Request, int Running, int Wanted);
