using Microsoft.AspNetCore.Mvc.Localization;

namespace Crm.Users.Profile;

/// <summary>A browser's long name for itself, as a person would say it.</summary>
internal static class DeviceName
{
    // The order matters: Edge, Opera and Chrome all call themselves Chrome and Safari too.
    private static readonly (string Mark, string Name)[] s_browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrom", "Chrome"), ("CriOS/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    // Android names itself Linux, the iPhone Mac OS.
    private static readonly (string Mark, string Name)[] s_systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Mac OS", "macOS"), ("Linux", "Linux")];

    /// <summary>"Firefox on Windows"; the browser's own words when neither is known.</summary>
    public static string Of(string agent, IHtmlLocalizer T) => (Find(s_browsers, agent), Find(s_systems, agent)) switch
    {
        ({ } browser, { } system) => T.GetString("{0} on {1}", browser, system).Value,
        ({ } browser, null) => browser,
        (null, { } system) => T.GetString("A browser on {0}", system).Value,
        _ => agent.Length > 0 ? agent : T.GetString("An unknown device").Value,
    };

    private static string? Find((string Mark, string Name)[] known, string agent)
        => known.FirstOrDefault(one => agent.Contains(one.Mark, StringComparison.OrdinalIgnoreCase)).Name;
}
