using System.Globalization;
using System.Text;
using Muster.Local.Store;

namespace Muster.Local.Engine;

/// <summary>
/// Whose engines an engine's directory are. One of them lives at a time, so of a name that carries this home everybody else is
/// dead; of other homes, on other machines that share the store, nothing is known.
/// </summary>
/// <param name="Id">Part of the names of its engines.</param>
public sealed record EngineHome(string Id)
{
    private const string File = "engine.home";

    /// <summary>The home of a store that is on one machine only.</summary>
    public static EngineHome Only { get; } = new("here");

    /// <summary>The home that a directory is; it is drawn once, and kept there.</summary>
    /// <param name="directory">A directory that is there.</param>
    /// <param name="chance">From 0 up to 1.</param>
    /// <exception cref="StoreProblemException">The directory cannot be written.</exception>
    public static EngineHome Of(StoreDirectory directory, Func<double> chance)
    {
        var path = Path.Join(directory.Root, File);
        try
        {
            if (!System.IO.File.Exists(path))
            {
                var own = $"{path}.{Environment.ProcessId}";
                System.IO.File.WriteAllText(own, Draw(chance), Encoding.ASCII);
                try
                {
                    System.IO.File.Move(own, path, overwrite: false);
                }
                catch (IOException) when (System.IO.File.Exists(path))
                {
                    System.IO.File.Delete(own); // another process was first
                }
            }

            return new(System.IO.File.ReadAllText(path).Trim());
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw StoreProblemException.OfFile(path, error);
        }
    }

    /// <summary>A name for an engine that starts here.</summary>
    public string NewName(Func<double> chance) => Prefix + Draw(chance);

    /// <summary>Whether an engine of this name is, or was, of here.</summary>
    public bool IsOfHere(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    private string Prefix => $"engine-{Id}-";

    /// <summary>A text by which one start is told from others.</summary>
    internal static string Draw(Func<double> chance) => ((long)(chance() * (1L << 40))).ToString("x", CultureInfo.InvariantCulture);
}
