using System.Management.Automation;
using Muster.PowerShell.Views;
using Muster.Specs;

namespace Muster.PowerShell.Specs;

/// <summary>Makes the error of a spec that is refused.</summary>
internal static class SpecErrors
{
    /// <summary>The error that ends the cmdlet.</summary>
    public static CmdletException Refused(string what, IReadOnlyList<SpecError> errors, bool showPlaces = true) => new(Of(what, errors, showPlaces));

    /// <summary>The error, with all that is wrong as its text, and as objects for scripts.</summary>
    /// <param name="what">What is refused, without a full stop.</param>
    /// <param name="errors">What is wrong; not empty.</param>
    /// <param name="showPlaces">Whether people know the text that places are of.</param>
    public static CmdletError Of(string what, IReadOnlyList<SpecError> errors, bool showPlaces = true)
    {
        var lines = errors.Select(error => CmdletWords.WithVariables(showPlaces ? error.ToString() : error.Message)); // the rest quotes what people wrote
        return new(ErrorId.InvalidSpec, ErrorCategory.InvalidData, $"{what}: {(errors.Count == 1 ? lines.Single() : $"{errors.Count} problems.\n{string.Join('\n', lines)}")}",
            errors.Select(error => new MusterSpecProblem(error)).ToArray());
    }
}
