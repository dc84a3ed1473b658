using System.Security.Cryptography;
using System.Text;
using Crm.Contacts.Duplicates.Merge;
using Crm.Kernel.Data;
using Crm.Kernel.Settings;
using Crm.Messaging.Channels;
using Crm.Messaging.Messages;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.AspNetCore.WebUtilities;

namespace Crm.Messaging.Preferences;

/// <summary>The secret that signs links in letters. It lies in the tenant's database: a link outlives a restart, a restore and a move.</summary>
public sealed class LinkSecret
{
    /// <summary>32 bytes, base64.</summary>
    public string Key { get; set; } = "";
}

/// <summary>The link in a letter by which its reader says what they want. It names one message, is good for that purpose alone, and never ends. Scoped.</summary>
internal sealed class LeaveLinks(ISession session, IDocumentManager<LinkSecret> secrets, MergedInto merged, ISiteService sites)
{
    private const string Purpose = "preferences\n";
    private const int IdLength = 26;
    private const int MacBytes = 16;

    /// <summary>A new secret; made once, with the module's tables.</summary>
    public static LinkSecret NewSecret() => new() { Key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) };

    /// <summary>The way out of a letter: where one click leaves, and where one chooses. Null while the site has no public address.</summary>
    public async Task<(LetterLeave Leave, string Page)?> OfAsync(Message message)
    {
        if ((await sites.GetSiteSettingsAsync()).BaseUrl.TrimEnd('/') is not { Length: > 0 } root)
        {
            return null;
        }

        var token = await TokenAsync(message.MessageId);
        return (new LetterLeave($"{root}/leave/{token}", $"{Label(message.Topic)}.{new Uri(root).Host}"), $"{root}/preferences/{token}");
    }

    /// <summary>The message whose link that is, as one to who its person is now: what they say holds for that one. Null when this site did not make the link for this purpose.</summary>
    public async Task<Message?> ReadAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length <= IdLength || token.Length > 100)
        {
            return null;
        }

        var (id, known) = (token[..IdLength], await TokenAsync(token[..IdLength]));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(known), Encoding.UTF8.GetBytes(token))
            || await (await session.GetConnectionAsync()).GetTable<Message>().FirstOrDefaultAsync(row => row.MessageId == id, cancellationToken) is not { } message)
        {
            return null;
        }

        message.PersonId = await merged.FindAsync(message.PersonId, cancellationToken) ?? message.PersonId;
        return message;
    }

    /// <summary>What the link of a message ends with.</summary>
    public async Task<string> TokenAsync(string messageId)
    {
        var key = Convert.FromBase64String((await secrets.GetOrCreateImmutableAsync()).Key);
        return messageId + WebEncoders.Base64UrlEncode(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(Purpose + messageId)).AsSpan(0, MacBytes));
    }

    private static string Label(string topic)
    {
        var label = new string([.. topic.ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);
        return label.Length > 0 ? label : "letters";
    }
}
