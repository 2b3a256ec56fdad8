namespace Muster.Cli.Doctor;

/// <summary>One thing that is looked at. It looks, and leaves the decision to a pure function.</summary>
internal interface IDoctorCheck
{
    /// <summary>Its name: a word or two, joined by hyphens.</summary>
    string Name { get; }

    /// <summary>Looks. What it throws is a failed check.</summary>
    Task<Finding> LookAsync(CancellationToken cancel);
}
