using System.Text;

namespace Crm.MailEditor.Edit;

/// <summary>What the editor's form carries: the letter as it is being written, and as it was before. Sources are in base 64: a form would change their line ends.</summary>
internal sealed class BlocksForm
{
    private const int MostPast = 20;
    private const int MostPastLength = 400_000;

    /// <summary>The variant's language.</summary>
    public string? Language { get; set; }

    /// <summary>The template's version it was read with.</summary>
    public int Version { get; set; }

    public string? Draft { get; set; }

    /// <summary>The drafts before each change, the newest last.</summary>
    public List<string> Past { get; set; } = [];

    /// <summary>The draft's source; null when it is none.</summary>
    public string? Source
    {
        get
        {
            var bytes = new byte[(Draft ?? "").Length];
            return Convert.TryFromBase64String(Draft ?? "", bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
        }

        set => Draft = Convert.ToBase64String(Encoding.UTF8.GetBytes(value ?? ""));
    }

    /// <summary>Takes a new draft; the one before can be brought back.</summary>
    public void Put(string source)
    {
        var before = Draft ?? "";
        Source = source;
        if (Draft == before)
        {
            return;
        }

        Past.Add(before);
        while (Past.Count > MostPast || Past.Sum(one => one.Length) > MostPastLength)
        {
            Past.RemoveAt(0);
        }
    }

    /// <summary>Brings the last draft back.</summary>
    public void TakeBack()
    {
        if (Past.Count > 0)
        {
            Draft = Past[^1];
            Past.RemoveAt(Past.Count - 1);
        }
    }
}
