namespace Crm.Tracking.Classify;

/// <summary>By what people are told from machines; a settings section, so it travels in recipes. After a change all that is kept is looked at anew.</summary>
public sealed class ReadingRules
{
    /// <summary>Parts of what machines call themselves, in any case.</summary>
    public List<string> MachineAgents { get; set; } =
    [
        "bot/", "bot;", "robot", "crawl", "spider", "preview", "scanner", "headless", "phantomjs", "curl/", "wget", "python", "go-http-client", "java/", "okhttp", "libwww", "httpclient", "axios", "node-fetch", "ruby",
        "barracuda", "proofpoint", "mimecast", "safelinks", "symantec", "trendmicro", "fireeye", "zscaler", "forcepoint", "cloudmark", "google-safety", "facebookexternalhit", "whatsapp",
    ];

    /// <summary>What a privacy proxy calls itself, whole: it fetches every picture whether somebody reads or not.</summary>
    public List<string> ProxyAgents { get; set; } = ["Mozilla/5.0"];

    /// <summary>Parts of what the programs of people call themselves; what has none of them is left unknown.</summary>
    public List<string> PeopleAgents { get; set; } = ["mozilla/", "opera/", "outlook", "microsoft office", "thunderbird", "applemail", "mobile mail", "googleimageproxy", "yahoomailproxy"];

    /// <summary>Seconds after sending within which nobody reads.</summary>
    public int SoonSeconds { get; set; } = 10;

    /// <summary>So many links of one letter…</summary>
    public int LinksAtOnce { get; set; } = 3;

    /// <summary>…within so many seconds are followed by a machine.</summary>
    public int LinksSeconds { get; set; } = 2;

    /// <summary>Seconds around a hit of the hidden link within which its client is a machine.</summary>
    public int RobotSeconds { get; set; } = 60;

    /// <summary>Days that hits and what was made of them are kept.</summary>
    public int KeepDays { get; set; } = 400;
}
