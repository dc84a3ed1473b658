using System.Text.RegularExpressions;
using Crm.Email.Settings;
using Crm.Kernel.Hosting;
using Crm.Kernel.Settings;
using Crm.Kernel.Tenants;

namespace Crm.Email.Intake;

/// <summary>
/// The folder into which a mail server, or a program that fetches mail, puts mails: <c>new/</c> as in a maildir, and files that end in <c>.eml</c> beside it. What is at work lies in <c>work/</c>,
/// what could not be read in <c>bad/</c>. Scoped.
/// </summary>
internal sealed partial class MailFolder(HostFolders folders, ShellSettings shell, ISiteService sites)
{
    /// <summary>Where it is; null when the site has none.</summary>
    public async Task<string?> PathAsync()
        => (await sites.GetSiteSettingsAsync()).As<EmailSettings>().MailFolder is { Length: > 0 } name && IsName(name) ? Path.Combine(folders.Site(shell), name) : null;

    /// <summary>Whether a folder may have that name: it begins with "mail", so that it is none of the site's other folders, and leads nowhere else.</summary>
    public static bool IsName(string name) => Name().IsMatch(name);

    /// <summary>Makes what is missing of it.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Make(string path)
    {
        foreach (var room in new[] { "new", "tmp", "work", "bad" })
        {
            Directory.CreateDirectory(Path.Combine(path, room));
        }
    }

    /// <summary>The files that wait, the oldest names first; at most that many.</summary>
    public static IReadOnlyList<FileInfo> Waiting(string path, int most)
        => [.. Files(Path.Combine(path, "new")).Concat(Files(path).Where(file => file.Extension.Equals(".eml", StringComparison.OrdinalIgnoreCase))).OrderBy(file => file.Name, StringComparer.Ordinal).Take(most)];

    /// <summary>Those that were begun.</summary>
    public static IReadOnlyList<FileInfo> Begun(string path) => [.. Files(Path.Combine(path, "work"))];

    /// <summary>How many could not be read, counted no further than that.</summary>
    public static int Aside(string path, int most) => Files(Path.Combine(path, "bad")).Take(most).Count();

    // No links: they lead elsewhere. No hidden files: programs that write put theirs there first.
    private static IEnumerable<FileInfo> Files(string path)
        => new DirectoryInfo(path) is { Exists: true } folder ? folder.EnumerateFiles().Where(file => file.LinkTarget is null && !file.Name.StartsWith('.')) : [];

    [GeneratedRegex(@"^mail[a-z0-9-]{0,36}\z")]
    private static partial Regex Name();
}
