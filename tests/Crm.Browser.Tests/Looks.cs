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

    /// <summary>For a test that works at one width: at a phone's, or at a desk's, too.</summary>
    public static async Task LooksRightAtBothWidthsAsync(this Sheet sheet)
    {
        await sheet.LooksRightAsync();
        var (own, isPhone) = (sheet.Page.ViewportSize!, sheet.Page.ViewportSize!.Width < 500);
        await sheet.Page.SetViewportSizeAsync(isPhone ? 1440 : 360, isPhone ? 900 : 740);
        Assert.InRange(await sheet.OverflowAsync(), int.MinValue, 0);
        await sheet.Page.SetViewportSizeAsync(own.Width, own.Height);
    }
}
