using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Crm.Kernel.Data;
using LinqToDB;
using LinqToDB.Async;

namespace Crm.Messaging.Messages;

/// <summary>Keeps what messages say: the same once, and never changed; scoped.</summary>
internal sealed class MessageTexts(ISession session)
{
    /// <summary>Characters of a subject at most.</summary>
    public const int MostSubject = 300;

    /// <summary>Characters of a body at most, HTML and text together.</summary>
    public const int MostBody = 500_000;

    /// <summary>Characters that somebody may write by hand.</summary>
    public const int MostWritten = 20_000;

    /// <summary>The id of the row with these words.</summary>
    /// <param name="personId">Whose alone it is; null for many.</param>
    public async Task<long> KeepAsync(MessageWords words, string? personId, CancellationToken cancellationToken)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(words) + "\n" + personId)));
        var db = await session.GetConnectionAsync(write: true);
        return await db.GetTable<MessageText>().Where(text => text.Hash == hash).Select(text => (long?)text.Id).FirstOrDefaultAsync(cancellationToken) ?? await db.InsertWithInt64IdentityAsync(
            new MessageText
            {
                Hash = hash, PersonId = personId, Subject = words.Subject, Html = words.Html, Text = words.Text, Language = words.Language, Tone = words.Tone, SenderName = words.SenderName, SenderAddress = words.SenderAddress,
            }, token: cancellationToken);
    }
}
