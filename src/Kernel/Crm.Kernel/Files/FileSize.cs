using System.Globalization;
using Microsoft.AspNetCore.Mvc.Localization;

namespace Crm.Kernel.Files;

/// <summary>How large a file is, as people read it.</summary>
public static class FileSize
{
    /// <summary>As <c>1.2 MB</c>.</summary>
    public static string Of(long bytes, IViewLocalizer text) => bytes switch
    {
        >= 1_000_000 => text.GetString("{0} MB", (bytes / 1_000_000d).ToString("0.#", CultureInfo.CurrentCulture)),
        >= 1_000 => text.GetString("{0} kB", (bytes / 1_000d).ToString("0", CultureInfo.CurrentCulture)),
        _ => text.GetString("{0} bytes", bytes),
    };
}
