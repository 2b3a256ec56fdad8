using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Muster.Agent.Processes.Linux;
using Muster.Tests.Cli;

namespace Muster.Tests.Scenarios;

/// <summary>A real browser without a window. It is a process group of its own, and none of it is left.</summary>
internal static partial class Browser
{
    private const int Kill = 9;
    private const string Leader = "/usr/bin/setsid";
    private static readonly string[] Names = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Opens a page in frames of some widths, and answers with what a script sees there.</summary>
    /// <param name="page">The page.</param>
    /// <param name="widths">The frames' widths.</param>
    /// <param name="script">The body of a function of a frame's document and window, which returns what JSON can hold.</param>
    /// <returns>An answer per width.</returns>
    public static async Task<IReadOnlyList<JsonElement>> LookAsync(string page, IReadOnlyList<int> widths, string script)
    {
        var program = Names.FirstOrDefault(File.Exists);
        Assert.SkipUnless(program is not null && File.Exists(Leader), "Needs Chromium and setsid: apt-get install chromium");
        var folder = Directory.CreateTempSubdirectory("muster-browser-").FullName;
        try
        {
            var file = Path.Join(folder, "frames.html");
            await File.WriteAllTextAsync(file, Frames(page, widths, script));
            var answer = await RunAsync(program!, folder, file);
            Assert.True(answer.Code == 0, $"The browser ended with {answer.Code}: {answer.Error}");
            Assert.DoesNotContain("CONSOLE", answer.Error, StringComparison.Ordinal);
            var found = Answer().Match(answer.Out);
            Assert.True(found.Success, $"The page's script told nothing: {answer.Error}");
            return [.. JsonDocument.Parse(WebUtility.HtmlDecode(found.Groups["json"].Value)).RootElement.EnumerateArray()];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Answer> RunAsync(string program, string folder, string file)
    {
        string[] options =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars", "--enable-logging=stderr", $"--user-data-dir={Path.Join(folder, "profile")}",
            // Whatever it might still want to ask: there is no network.
            "--host-resolver-rules=MAP * ~NOTFOUND", "--dump-dom", new Uri(file).AbsoluteUri,
        ];
        using var process = MusterProcess.StartProgram(Leader, [program, .. options], new Dictionary<string, string?>(StringComparer.Ordinal), "browser");
        try
        {
            return await process.EndAsync();
        }
        finally
        {
            // Its helpers are of its group, which setsid gave the process's own number; mostly they are gone by now.
            _ = LibC.Kill(-process.Id, Kill);
        }
    }

    // A frame of srcdoc is of the same origin, so that it can be looked into, and the page's own policy holds in it.
    private static string Frames(string page, IReadOnlyList<int> widths, string script) => $$"""
        <!DOCTYPE html><meta charset="utf-8"><body><pre id="answer"></pre>
        {{string.Concat(widths.Select(width => $"<iframe width=\"{width}\" height=\"800\" srcdoc=\"{WebUtility.HtmlEncode(page)}\"></iframe>\n"))}}
        <script>
        addEventListener('load', () => {
          const look = (document, window) => { {{script}} };
          const seen = [...document.querySelectorAll('iframe')].map((frame) => look(frame.contentDocument, frame.contentWindow));
          for (const frame of document.querySelectorAll('iframe')) frame.remove();
          document.getElementById('answer').textContent = JSON.stringify(seen);
        });
        </script>
        """;

    [GeneratedRegex("<pre id=\"answer\">(?<json>.+?)</pre>", RegexOptions.Singleline, 5000)]
    private static partial Regex Answer();
}
