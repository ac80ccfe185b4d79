import type { ClassModel } from '../../machine/index.ts';
import { throwableClass } from '../lang/throwable.ts';

const PARENTS: Readonly<Record<string, string>> = {
  'java/net/MalformedURLException': 'java/io/IOException',
  'java/net/ProtocolException': 'java/io/IOException',
  'java/net/UnknownHostException': 'java/io/IOException',
  'java/net/UnknownServiceException': 'java/io/IOException',
  'java/net/SocketException': 'java/io/IOException',
  'java/net/ConnectException': 'java/net/SocketException',
  'java/net/NoRouteToHostException': 'java/net/SocketException',
  'java/net/BindException': 'java/net/SocketException',
  'java/net/PortUnreachableException': 'java/net/SocketException',
  'java/net/SocketTimeoutException': 'java/io/InterruptedIOException',
  'javax/net/ssl/SSLException': 'java/io/IOException',
  'javax/net/ssl/SSLHandshakeException': 'javax/net/ssl/SSLException',
  'javax/net/ssl/SSLPeerUnverifiedException': 'javax/net/ssl/SSLException',
  'javax/net/ssl/SSLProtocolException': 'javax/net/ssl/SSLException',
  'javax/net/ssl/SSLKeyException': 'javax/net/ssl/SSLException',
};

export const exceptions: readonly ClassModel[] = Object.entries(PARENTS).map(([name, parent]) =>
  throwableClass(name, parent),
);
