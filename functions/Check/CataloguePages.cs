using Muster.Aws.Contracts;
using Muster.Functions.Events;
using Muster.Functions.Input;
using Muster.Functions.Stores;
using Muster.Offers;
using Muster.Stores;

namespace Muster.Functions.Check;

/// <summary>
/// Keeps pages of a catalogue until there are all of them, then puts them together. A page's name says its kind, number and whether it is the last, so a
/// listing of names tells when it is worth reading them. An older reading never takes the place of a newer one.
/// </summary>
/// <param name="platform">The world.</param>
internal sealed class CataloguePages(Platform platform)
{
    /// <summary>Takes a page.</summary>
    public async Task TakeAsync(PlatformEvent told, CancellationToken cancel)
    {
        var page = Read(told);
        var key = PlatformBlobs.Page(page.Spoke, page.Catalogue, told.Detail.Text("kind"), page.Number, page.IsLast);
        // The first that came counts: what comes again was sent at the same time, or is the same page read again.
        if (await platform.Blobs.FindAsync(key, cancel) is null)
        {
            using var bytes = new MemoryStream(CatalogueJson.Write(page));
            await platform.Blobs.PutAsync(key, bytes, cancel);
        }

        var keys = new List<string>();
        await foreach (var blob in platform.Blobs.ListAsync(PlatformBlobs.Pages(page.Spoke, page.Catalogue), cancel))
            keys.Add(blob.Key);
        if (keys.Count(name => name.EndsWith("-last.json", StringComparison.Ordinal)) < Enum.GetValues<CatalogueKind>().Length)
            return;
        var pages = new List<CataloguePage>();
        foreach (var name in keys)
            pages.Add(CatalogueJson.ReadPage(await BytesAsync(name, cancel)));
        if (CatalogueAssembly.Of(pages, OnDemandPrices.BuiltIn) is not { } catalogue)
            return;
        await KeepAsync(catalogue, cancel);
        foreach (var name in keys)
            await platform.Blobs.DeleteAsync(name, cancel);
    }

    private static CataloguePage Read(PlatformEvent told)
    {
        try
        {
            return CataloguePage.Read(told.Detail.Json, told.At)!;
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or OverflowException)
        {
            throw new InputException($"{told.Kind}: it is no page of {told.Detail.Text("kind")}: {error.Message}");
        }
    }

    private async Task<byte[]> BytesAsync(string key, CancellationToken cancel) =>
        await platform.Blobs.ReadWholeAsync(key, cancel) ?? throw new StoreUnavailableException($"The page {key} went away while the catalogue was put together; another of its pages did it.");

    private async Task KeepAsync(Catalogue catalogue, CancellationToken cancel)
    {
        var spoke = await platform.Fleet.GetSpokeAsync(catalogue.Spoke, cancel);
        if (spoke?.CatalogueAt >= catalogue.ReadAt)
            return;
        var key = PlatformBlobs.Catalogue(catalogue.Spoke);
        using var bytes = new MemoryStream(CatalogueJson.Write(catalogue));
        await platform.Blobs.PutAsync(key, bytes, cancel);
        await platform.ChangeSpokeAsync(
            catalogue.Spoke,
            one => one.CatalogueAt >= catalogue.ReadAt ? null : one with { CatalogueUri = platform.Blobs.UriOf(key).ToString(), CatalogueAt = catalogue.ReadAt },
            cancel);
        platform.Log.Info("A catalogue was put together.", ("spoke", catalogue.Spoke), ("types", catalogue.Types.Count));
    }
}
