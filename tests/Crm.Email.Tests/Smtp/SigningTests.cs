using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Crm.Email.Smtp;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;

namespace Crm.Email.Tests.Smtp;

/// <summary>A receiver can verify our signature, and whoever changes what it covers breaks it.</summary>
public sealed class SigningTests
{
    private static readonly string s_key = MailSigner.NewKey();

    [Fact]
    public void A_signed_mail_verifies_and_the_same_letter_is_signed_the_same()
    {
        using var signer = MailSigner.Of("noel.example", "s1", s_key);
        var letter = Letters.One();
        var bytes = Signed(signer, letter);
        var message = Read(bytes);

        Assert.True(Verifies(bytes));
        Assert.Equal(bytes, Signed(signer, letter));
        var header = Regex.Replace(message.Headers[HeaderId.DkimSignature]!, @"\s", "");
        Assert.Contains("h=from:from:to:subject:date:message-id:mime-version:content-type:list-unsubscribe:list-unsubscribe-post;", header, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("a=rsa-sha256;", header);
        Assert.Contains("c=relaxed/relaxed;", header);
        Assert.DoesNotContain(";l=", header);
    }

    [Theory]
    [InlineData("From: spy@example.com\r\n", "")]
    [InlineData("", "List-Unsubscribe: <https://spy.example>\r\n")]
    public void A_header_that_is_added_breaks_it(string above, string unsubscribe)
    {
        using var signer = MailSigner.Of("noel.example", "s1", s_key);
        var text = Encoding.UTF8.GetString(Signed(signer, Letters.One() with { Leave = null }));

        Assert.True(Verifies(Encoding.UTF8.GetBytes(text)));
        Assert.False(Verifies(Encoding.UTF8.GetBytes(above + unsubscribe + text)));
        Assert.False(Verifies(Encoding.UTF8.GetBytes(text.Replace("Zo=C3=A9", "Zo=C3=A8", StringComparison.Ordinal))));
    }

    // MimeKit converts the key for each signature, which takes ten times as long as signing.
    [Fact]
    public async Task The_key_is_made_once_for_many_mails_that_are_signed_at_once()
    {
        using var key = new CountingKey(s_key);
        using var signer = new MailSigner("noel.example", "s1", key);
        var signed = await Task.WhenAll(Enumerable.Range(0, 50).Select(at => Task.Run(() => Signed(signer, Letters.One(subject: $"Letter {at}")))));

        Assert.All(signed, bytes => Assert.True(Verifies(bytes)));
        Assert.Equal((1, 50), (key.Exports, key.Signatures));
    }

    [Fact]
    public void The_record_in_dns_holds_the_public_key()
    {
        using var signer = MailSigner.Of("noel.example", "s1", s_key);
        using var theirs = RSA.Create();
        theirs.ImportSubjectPublicKeyInfo(Convert.FromBase64String(signer.DnsRecord().Split("p=")[1]), out _);

        Assert.Equal("s1._domainkey.noel.example", signer.DnsName);
        Assert.Equal(signer.Key.ExportParameters(false).Modulus, theirs.ExportParameters(false).Modulus);
    }

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")]
    public void What_is_no_key_is_told(string pem) => Assert.Throws<CryptographicException>(() => MailSigner.Of("noel.example", "s1", pem));

    private static byte[] Signed(MailSigner signer, Crm.Messaging.Channels.Letter letter)
    {
        var mail = Letters.Mail(letter);
        signer.Sign(mail);
        return mail.ToBytes();
    }

    private static MimeMessage Read(byte[] bytes) => MimeMessage.Load(new MemoryStream(bytes));

    private static bool Verifies(byte[] bytes)
    {
        var message = Read(bytes);
        return new DkimVerifier(new Locator()).Verify(message, message.Headers[message.Headers.IndexOf(HeaderId.DkimSignature)]);
    }

    private sealed class Locator : IDkimPublicKeyLocator
    {
        public AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default)
        {
            Assert.Equal(("noel.example", "s1"), (domain, selector));
            using var key = RSA.Create();
            key.ImportFromPem(s_key);
            return DotNetUtilities.GetRsaPublicKey(key);
        }

        public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) => Task.FromResult(LocatePublicKey(methods, domain, selector, cancellationToken));
    }

    private sealed class CountingKey : RSA
    {
        private readonly RSA _key = RSA.Create();
        private int _signatures;

        public CountingKey(string pem) => _key.ImportFromPem(pem);

        public int Exports { get; private set; }

        public int Signatures => _signatures;

        public override int KeySize => _key.KeySize;

        public override RSAParameters ExportParameters(bool includePrivateParameters)
        {
            Exports++;
            return _key.ExportParameters(includePrivateParameters);
        }

        public override void ImportParameters(RSAParameters parameters) => throw new NotSupportedException();

        public override byte[] SignHash(byte[] hash, HashAlgorithmName hashAlgorithm, RSASignaturePadding padding)
        {
            Interlocked.Increment(ref _signatures);
            return _key.SignHash(hash, hashAlgorithm, padding);
        }

        protected override void Dispose(bool disposing) => _key.Dispose();
    }
}
