using System.Text.Json;
using Muster.Testing.Builders;
using Muster.Tests.Cli;
using Muster.Tests.Cli.Reporting;

namespace Muster.Tests.Scenarios;

/// <summary>Reports as a person opens them: in a real browser.</summary>
public sealed class ReportScenarios
{
    private static readonly int[] s_widths = [360, 768, 1280];

    private const string Fit = """
        const wide = [...document.querySelectorAll('body *')].filter((part) => !part.closest('.scroll, .unseen, .skip') && part.getBoundingClientRect().right > window.innerWidth + 1);
        return {
          width: document.documentElement.scrollWidth - window.innerWidth,
          wide: wide.map((part) => part.outerHTML.slice(0, 80)),
          asked: window.performance.getEntriesByType('resource').length,
          hidden: document.querySelectorAll('.tools[hidden]').length,
        };
        """;

    private const string Use = """
        const all = (selector) => [...document.querySelectorAll(selector)];
        const column = () => all('#all-points tbody tr').map((row) => row.cells[0].textContent);
        const button = all('#all-points thead th')[0].querySelector('button');
        button.click();
        const up = column();
        button.click();
        const down = column();
        const filter = document.querySelector('[data-filter]');
        filter.value = 'ADAM';
        filter.dispatchEvent(new window.Event('input'));
        const filtered = all('#all-points tbody tr').filter((row) => !row.hidden).length;
        const metric = document.querySelector('[data-choose=metric]');
        metric.value = '1';
        metric.dispatchEvent(new window.Event('change'));
        const metrics = all('[data-metric]').filter((part) => !part.hidden).map((part) => part.querySelector('h3').textContent);
        const drawing = all('[data-metric="1"] path.dots')[0].ownerSVGElement;
        drawing.dispatchEvent(new window.KeyboardEvent('keydown', { key: 'ArrowRight' }));
        const back = () => window.getComputedStyle(document.body).backgroundColor;
        const light = back();
        document.getElementById('theme-dark').click();
        return {
          first: [up[0], down[0]], filtered, told: document.querySelector('[data-filtered]').textContent, metrics,
          tip: document.getElementById('tip').textContent, focus: drawing.tabIndex, label: drawing.getAttribute('aria-label'), schemes: new Set([light, back()]).size,
        };
        """;

    [Fact]
    public async Task A_page_fits_every_width_and_asks_nobody_for_anything()
    {
        foreach (var add in (Func<RunWorld, Task>[])[ReportRuns.AddSearchAsync, ReportRuns.AddHostileAsync, JobRuns.RunningAsync, world => JobRuns.FailedAsync(world, points: 3)])
        {
            var seen = await Browser.LookAsync(await PageAsync(add), s_widths, Fit);

            Assert.Equal(s_widths.Length, seen.Count);
            Assert.All(seen, frame => Assert.Equal("""{"width":0,"wide":[],"asked":0,"hidden":0}""", Text(frame)));
        }
    }

    [Fact]
    public async Task A_timeline_that_is_wider_than_the_screen_says_so()
    {
        const string Timeline = """
            const part = document.querySelector('#timeline .scroll');
            return [part.scrollWidth > part.clientWidth, window.getComputedStyle(part, '::after').display !== 'none'];
            """;

        var seen = await Browser.LookAsync(await PageAsync(ReportRuns.AddSearchAsync), s_widths, Timeline);

        Assert.Equal(["[true,true]", "[true,true]", "[false,false]"], seen.Select(Text));
    }

    [Fact]
    public async Task The_script_sorts_filters_chooses_and_tells_of_dots()
    {
        var seen = await Browser.LookAsync(await PageAsync(ReportRuns.AddSearchAsync), [1280], Use);

        Assert.Equal(
            """{"first":["0","11"],"filtered":6,"told":"6 of 12 rows","metrics":["steps"],"tip":"Point 0: lr 1e-4, steps 0","focus":0,"label":"steps against lr","schemes":2}""",
            Text(seen[0]));
    }

    [Fact]
    public async Task A_run_of_real_points_is_reported()
    {
        await using var scenario = new Scenario();
        var sweep = scenario.Write("s.yaml", """
            command: 'echo "{\"y\": $PARAM_x}" > "$MUSTER_RESULT_FILE"; echo oh no >&2; exit $((PARAM_x / 3))'
            grid: {x: [1, 2, 3]}
            """);
        Assert.Equal(1, (await scenario.RunAsync("submit", sweep)).Code);

        var answer = await scenario.RunAsync("report", "last", "-o", "-");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        PageReading.AssertSound(answer.Out);
        Assert.Contains("<pre>oh no\n</pre>", answer.Out, StringComparison.Ordinal);
        Assert.Contains("<h3>y</h3>", answer.Out, StringComparison.Ordinal);
        await scenario.AssertNothingLeftAsync();
    }

    private static string Text(JsonElement seen) => seen.GetRawText();

    private static async Task<string> PageAsync(Func<RunWorld, Task> add)
    {
        var cli = new CliRig();
        await add(cli.World);
        return (await cli.RunAsync("report", "last", "-o", "-")).Out;
    }
}
