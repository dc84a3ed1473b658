using Crm.Browsing;

namespace Crm.Browser.Tests;

/// <summary>What holds of every page in whatever state a test brought it to: no serious fault of accessibility, nothing wider than the window.</summary>
internal static class Looks
{
    public static async Task LooksRightAsync(this Sheet sheet)
    {
        Assert.Empty(await sheet.SeriousFaultsAsync());
        Assert.InRange(await sheet.OverflowAsync(), int.MinValue, 0);
    }

    /// <summary>For a test that is written for a desk: on a phone too.</summary>
    public static async Task LooksRightAtBothWidthsAsync(this Sheet sheet)
    {
        Assert.Empty(await sheet.SeriousFaultsAsync());
        await sheet.Page.SetViewportSizeAsync(360, 740);
        Assert.InRange(await sheet.OverflowAsync(), int.MinValue, 0);
        await sheet.Page.SetViewportSizeAsync(1440, 900);
    }
}
