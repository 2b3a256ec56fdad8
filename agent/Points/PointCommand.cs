using Muster.Agent.Processes;
using Muster.Arguments;
using Muster.Sweeps;

namespace Muster.Agent.Points;

/// <summary>What is run for each point of a run, and where.</summary>
public abstract class PointCommand
{
    /// <summary>Absolute path of the directory that all points start in; null: each starts in its own.</summary>
    public virtual string? Directory => null;

    /// <summary>What is run for a point.</summary>
    /// <exception cref="StartException">There is no such program.</exception>
    public abstract CommandLine For(Point point);

    /// <summary>What a spec asks for.</summary>
    /// <param name="spec">The spec.</param>
    /// <param name="shell">The shell that runs text.</param>
    /// <exception cref="StartException">There is no such script.</exception>
    public static PointCommand Of(SweepSpec spec, Shell shell) => spec switch
    {
        { Arguments: { } arguments } => new ArgumentCommand(arguments, Finder(spec), shell, DirectoryOf(spec)),
        { Script: { } script } => new SharedCommand(CommandLine.OfScript(shell, script)),
        _ => new SharedCommand(CommandLine.OfText(shell, spec.Command!)),
    };

    /// <summary>Makes sure that the program of a spec is there, if it is the same for all points; what <c>setup</c> may bring is not looked for.</summary>
    /// <exception cref="StartException">It is not.</exception>
    public static void Check(SweepSpec spec)
    {
        if (spec is { Setup: null, Arguments: [var program, ..] } && ArgumentTemplate.Parse(program) is { IsConstant: true } name)
            Finder(spec).Find(name.Fill(0, []));
    }

    private static ProgramFinder Finder(SweepSpec spec) =>
        new(DirectoryOf(spec), spec.Env.TryGetValue("PATH", out var path) ? path : Environment.GetEnvironmentVariable("PATH"));

    private static string DirectoryOf(SweepSpec spec) => spec.Workdir ?? throw new ArgumentException("A spec with arguments has a workdir.", nameof(spec));
}

/// <summary>One command for all points, which find their parameters in their variables.</summary>
internal sealed class SharedCommand(CommandLine command) : PointCommand
{
    /// <inheritdoc />
    public override CommandLine For(Point point) => command;
}
