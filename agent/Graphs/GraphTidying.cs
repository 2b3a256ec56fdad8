namespace Muster.Agent.Graphs;

/// <summary>Removes what a graph that has succeeded leaves on this machine: all of it is among the blobs. Directories of jobs stay, where something is in them.</summary>
internal static class GraphTidying
{
    /// <summary>Removes it. What cannot be removed stays until its run is deleted.</summary>
    public static void Tidy(GraphFolders folders)
    {
        try
        {
            foreach (var entry in Directory.EnumerateFileSystemEntries(folders.Root).Where(entry => Path.GetFileName(entry) != "jobs").ToList())
            {
                if (Directory.Exists(entry))
                    Directory.Delete(entry, recursive: true);
                else
                    File.Delete(entry);
            }

            if (Directory.Exists(Path.Join(folders.Root, "jobs")) && !Directory.EnumerateFileSystemEntries(Path.Join(folders.Root, "jobs")).Any())
                Directory.Delete(Path.Join(folders.Root, "jobs"));
            if (!Directory.EnumerateFileSystemEntries(folders.Root).Any())
                Directory.Delete(folders.Root);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // See above.
        }
    }
}
