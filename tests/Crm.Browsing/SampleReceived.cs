using System.Text;
using Crm.Email.Intake;
using Crm.Kernel.Data;
using LinqToDB;
using LinqToDB.Async;
using Microsoft.Extensions.DependencyInjection;

namespace Crm.Browsing;

/// <summary>A mail that came in and that nobody was found for, another that could not be read, and one that came back of nothing.</summary>
internal static class SampleReceived
{
    /// <summary>The id of the first.</summary>
    public static async Task<string> AddAsync(IServiceProvider services)
    {
        var take = services.GetRequiredService<TakeMail>();
        await take.TakeAsync(Encoding.UTF8.GetBytes("From: Jonas Lefèvre <jonas.lefevre@ailleurs.example>\nSubject: Re: Votre lettre est arrivée\nMessage-ID: <1@ailleurs.example>\n\nMerci ! Un vélo rouge, s’il vous plaît.\n"), null, default);
        await take.TakeAsync(Array.Empty<byte>(), null, default);
        return await (await services.GetRequiredService<ISession>().GetConnectionAsync()).GetTable<ReceivedMail>().Where(row => row.Outcome == MailOutcomes.Nobody).Select(row => row.MailId).FirstAsync();
    }
}
