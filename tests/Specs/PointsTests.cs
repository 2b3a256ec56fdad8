using Muster.Specs;

namespace Muster.Tests.Specs;

public class PointsTests
{
    [Fact]
    public void Rows_beat_defaults_and_the_grid_comes_after_them_last_axis_fastest()
    {
        var (_, points) = Reading.Good("""
            command: echo
            defaults: {a: 1, b: 2}
            params:
            - {a: 5}
            - {c: 6, b: 7}
            grid:
              b: [10, 20]
              z: [x, y]
            """);

        Assert.Equal(["a=5 b=2", "a=1 b=7 c=6", "a=1 b=10 z=x", "a=1 b=10 z=y", "a=1 b=20 z=x", "a=1 b=20 z=y"], points.Shown());
    }

    [Fact]
    public void Parameter_text_passes_unchanged_and_types_matter_for_json_only()
    {
        var (_, points) = Reading.Good("""
            command: echo
            params:
            - {a: 007, b: 1e-4, c: "5", d: true, e: True, f: null, g: 1.0, h: .5, i: 0x10, j: yes, k: 2026-01-01, l: '', m: +1}
            """);

        Assert.Equal(["a=007 b=1e-4 c=5 d=true e=True f= g=1.0 h=.5 i=0x10 j=yes k=2026-01-01 l= m=+1"], points.Shown());
        Assert.Equal(
            ["\"007\"", "1e-4", "\"5\"", "true", "\"True\"", "null", "1.0", "\".5\"", "\"0x10\"", "\"yes\"", "\"2026-01-01\"", "\"\"", "\"+1\""],
            points[0].Parameters.Select(p => p.Value.Json));
    }

    [Fact]
    public void Lists_and_maps_pass_as_json()
    {
        var (_, points) = Reading.Good("""
            command: echo
            params:
            - layers: [64, 032, {kind: "dense \"x\"", on: true, none: ~}]
            """);

        Assert.Equal("""[64,"032",{"kind":"dense \"x\"","on":true,"none":null}]""", points[0].Parameters[0].Value.Text);
    }

    [Fact]
    public void A_row_may_name_its_placement_and_param_frees_a_name()
    {
        var (spec, points) = Reading.Good("""
            command: echo
            region: eu-west-1
            spot: true
            params:
            - {region: us-east-1, param:region: chr1, "param:timeout": 5}
            - {x: 1}
            """);

        Assert.Equal(spec.Placement with { Region = "us-east-1" }, points[0].Placement);
        Assert.Equal(spec.Placement, points[1].Placement);
        Assert.True(points.AnyRowPlaced);
        Assert.Equal(["region=chr1 timeout=5", "x=1"], points.Shown());
    }
}
