// node write-command-cache.js scan|policy APK: puts the command to use once and keeps what V8 compiled for it beside its
// bundle.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBundleCache } from '../scanner/cached-bundle.ts';
import { bundleFileOf, setEngineFlags } from './load-command.ts';
import type { BundledCommand } from './load-command.ts';

/** A policy of most shapes: what it does not make V8 compile is compiled when a check comes to it. */
const POLICY = `<html><head><title>示例应用隐私政策</title></head><body><h1>示例应用隐私政策</h1>
<p>更新日期：2025年3月1日　生效日期：2025年3月8日</p><p>本政策由示例科技有限公司（以下简称“我们”）制定。</p>
<h2>一、我们收集的个人信息</h2><p>为了完成注册，我们会收集您的手机号码、昵称等信息；当您使用拍照功能时，我们会申请相机权限。</p>
<ul><li>设备信息：设备型号、IMEI、Android ID，用于安全风控。</li><li>我们不会收集您的通讯录。</li></ul>
<h2>二、第三方SDK</h2><table><tr><th>SDK名称</th><th>公司</th><th>收集信息</th><th>用途</th><th>隐私政策</th></tr>
<tr><td>微信SDK</td><td>腾讯</td><td>设备标识符、IP地址</td><td>分享</td><td>https://a.example/privacy</td></tr></table>
<p>SDK名称：高德地图SDK</p><p>收集的信息：位置信息</p><p>使用目的：定位</p>
<h2>三、保存与保护</h2><p>我们将信息存储在中国境内，保存期限为注销后30天。未经您的同意，我们不会向第三方提供您的个人信息。</p>
<h2>四、您的权利</h2><p>您可以在“我的-设置”中查询、更正、删除个人信息，注销账号或撤回同意，也可以投诉、举报。</p>
<h2>五、未成年人</h2><p>未满14周岁的儿童应由监护人同意。</p>
<h2>六、联系我们</h2><p>电子邮箱：privacy@a.example，电话：010-12345678，我们将在15个工作日内答复。</p>
<h2>Privacy Policy</h2><p>We collect your email address and location in order to provide the service, when you sign up.</p>
<p>We do not sell your personal information. You may access or delete your data; contact us at dpo@a.example.</p>
</body></html>`;

const [name = '', apkFile = ''] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'appgov-build-'));
const policyFile = join(folder, 'policy.html');
const uses: Readonly<Record<BundledCommand, readonly string[]>> = {
  scan: [apkFile, '--profile', 'static', '--out', folder],
  policy: ['check', policyFile],
};
try {
  setEngineFlags();
  writeFileSync(policyFile, POLICY);
  const command = name as BundledCommand;
  await writeBundleCache(bundleFileOf(command), async (exports) => {
    await (exports as Readonly<Record<string, (args: readonly string[]) => Promise<number>>>)[command]?.(
      uses[command],
    );
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
