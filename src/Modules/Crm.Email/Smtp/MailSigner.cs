using System.Security.Cryptography;
using Crm.Email.Compose;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Security;

namespace Crm.Email.Smtp;

/// <summary>Signs mails (DKIM, RFC 6376: rsa-sha256, relaxed/relaxed). Built once for a key and used for all mails: what takes long is making the key, and MimeKit makes one for each mail.</summary>
internal sealed class MailSigner(string domain, string selector, RSA key) : IDisposable
{
    // MimeKit wants the key in its own form too; it is never asked to sign with it.
    private readonly AsymmetricKeyParameter _key = DotNetUtilities.GetRsaKeyPair(key.ExportParameters(includePrivateParameters: true)).Private;

    // From twice: nobody adds a second one. A header that is named and not there may not be added either.
    private static readonly string[] s_headers = ["From", "From", "To", "Subject", "Date", "Message-Id", "MIME-Version", "Content-Type", "List-Unsubscribe", "List-Unsubscribe-Post"];

    /// <summary>The key that signs.</summary>
    public RSA Key => key;

    /// <summary>The DNS name its public key is looked up under.</summary>
    public string DnsName => $"{selector}._domainkey.{domain}";

    /// <summary>A signer with a key in PEM.</summary>
    /// <exception cref="CryptographicException">It is no RSA key, or one of less than 1024 bits.</exception>
    public static MailSigner Of(string domain, string selector, string pem)
    {
        var key = RSA.Create();
        try
        {
            key.ImportFromPem(pem);
            return key.KeySize >= 1024 ? new MailSigner(domain, selector, key) : throw new CryptographicException("A key of 1024 bits at least is needed.");
        }
        catch (Exception fault)
        {
            key.Dispose();
            throw fault is ArgumentException ? new CryptographicException("This is no key in PEM.", fault) : fault;
        }
    }

    /// <summary>A new private key of 2048 bits, PEM.</summary>
    public static string NewKey()
    {
        using var made = RSA.Create(2048);
        return made.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>The TXT record that makes the public key known.</summary>
    public string DnsRecord() => $"v=DKIM1; k=rsa; p={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}";

    /// <summary>Puts the signature on a mail. The same mail gets the same signature: its moment is the mail's own.</summary>
    public void Sign(Mail mail) => new Dkim(domain, selector, this, mail.Message.Date).Sign(mail.Format, mail.Message, s_headers);

    public void Dispose() => key.Dispose();

    private sealed class Dkim : DkimSigner
    {
        private readonly MailSigner _signer;
        private readonly DateTimeOffset _at;

        public Dkim(string domain, string selector, MailSigner signer, DateTimeOffset at) : base(signer._key, domain, selector)
        {
            (_signer, _at) = (signer, at);
            (HeaderCanonicalizationAlgorithm, BodyCanonicalizationAlgorithm) = (DkimCanonicalizationAlgorithm.Relaxed, DkimCanonicalizationAlgorithm.Relaxed);
        }

        protected override long GetTimestamp() => _at.ToUnixTimeSeconds();

        protected override ISigner CreateSigningContext() => new NativeSigner(_signer.Key);
    }

    /// <summary>RSA of the platform in the place of BouncyCastle's.</summary>
    private sealed class NativeSigner(RSA key) : ISigner
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public string AlgorithmName => "SHA256withRSA";

        public void Init(bool forSigning, ICipherParameters parameters) => throw new NotSupportedException();

        public void Update(byte input) => _hash.AppendData([input]);

        public void BlockUpdate(byte[] input, int inOff, int inLen) => _hash.AppendData(input, inOff, inLen);

        public void BlockUpdate(ReadOnlySpan<byte> input) => _hash.AppendData(input);

        public int GetMaxSignatureSize() => key.KeySize / 8;

        public byte[] GenerateSignature()
        {
            var signature = key.SignHash(_hash.GetHashAndReset(), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            _hash.Dispose();
            return signature;
        }

        public bool VerifySignature(byte[] signature) => throw new NotSupportedException();

        public void Reset() => _hash.GetHashAndReset();
    }
}
